//! Cycles in a graph whose nodes are indices. Must not depend on what they stand for.

/// The strongly connected components, by Tarjan's algorithm: the nodes that reach each other, and
/// each other node alone. `edges` gives the nodes that each node leads to.
///
/// Iterative, since chains of references can be long.
pub(crate) fn strongly_connected(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    const NEW: usize = usize::MAX;
    let mut order = vec![NEW; edges.len()];
    let mut low = vec![NEW; edges.len()];
    let mut on_stack = vec![false; edges.len()];
    let (mut stack, mut groups, mut count) = (Vec::new(), Vec::new(), 0);
    for start in 0..edges.len() {
        let mut calls = vec![(start, 0)];
        while let Some(&mut (at, ref mut next)) = calls.last_mut() {
            if *next == 0 && order[at] == NEW {
                (order[at], low[at]) = (count, count);
                count += 1;
                stack.push(at);
                on_stack[at] = true;
            } else if *next == 0 {
                // Visited from an earlier start.
                calls.pop();
                continue;
            }
            if let Some(&to) = edges[at].get(*next) {
                *next += 1;
                if order[to] == NEW {
                    calls.push((to, 0));
                } else if on_stack[to] {
                    low[at] = low[at].min(order[to]);
                }
                continue;
            }
            calls.pop();
            if let Some((caller, _)) = calls.last() {
                low[*caller] = low[*caller].min(low[at]);
            }
            if low[at] == order[at] {
                let mut group = Vec::new();
                while let Some(member) = stack.pop() {
                    on_stack[member] = false;
                    group.push(member);
                    if member == at {
                        break;
                    }
                }
                groups.push(group);
            }
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_found_and_single_nodes_are_groups_of_one() {
        let edges = [vec![1], vec![2], vec![0, 3], vec![4], vec![], vec![5]];
        let mut groups = strongly_connected(&edges);
        for group in &mut groups {
            group.sort_unstable();
        }
        groups.sort();
        assert_eq!(groups, [vec![0, 1, 2], vec![3], vec![4], vec![5]]);
    }
}
