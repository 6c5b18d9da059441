//! Mutants of an instance: values that differ from it in one place.

use serde_json::{Map, Number, Value, json};

/// All values with one property or item removed, added, or replaced by one of another JSON type or
/// size.
pub(crate) fn of(value: &Value) -> Vec<Value> {
    let mut mutants = replacements(value);
    match value {
        Value::Array(items) => mutants.extend(of_array(items)),
        Value::Object(members) => mutants.extend(of_object(members)),
        _ => {}
    }
    mutants
}

/// Values of each JSON type, and the nearest ones of the same JSON type.
fn replacements(value: &Value) -> Vec<Value> {
    let mut values = vec![
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(1),
        json!(-1),
        json!(1.5),
        json!(""),
        json!("x"),
        json!([]),
        json!([null]),
        json!({}),
        json!({ "a": null }),
    ];
    match value {
        Value::Number(number) => values.extend(near_numbers(number)),
        Value::String(text) => values.extend(near_texts(text)),
        _ => {}
    }
    values
}

fn near_numbers(number: &Number) -> Vec<Value> {
    let float = number.as_f64().unwrap_or_default();
    let mut near = vec![
        json!(float),
        json!(float + 0.5),
        json!(-float),
        json!(float * 2.0),
    ];
    let whole = number.as_i64().map(i128::from);
    let whole = whole.or_else(|| number.as_u64().map(i128::from));
    match whole {
        Some(whole) => near.extend([whole - 1, whole + 1].map(integer)),
        None => near.extend([json!(float - 1.0), json!(float + 1.0)]),
    }
    near
}

/// An integer if it fits a `Value`, else the nearest double.
fn integer(whole: i128) -> Value {
    let signed = i64::try_from(whole).map(Value::from);
    signed
        .or_else(|_| u64::try_from(whole).map(Value::from))
        .unwrap_or_else(|_| whole.to_string().parse::<f64>().unwrap().into())
}

fn near_texts(text: &str) -> Vec<Value> {
    let mut shorter = text.to_owned();
    shorter.pop();
    [
        shorter,
        format!("{text}x"),
        format!("{text}🎉"),
        format!("{text}\n"),
        text.to_uppercase(),
    ]
    .map(Value::String)
    .into()
}

fn of_array(items: &[Value]) -> Vec<Value> {
    let mut mutants = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let mut without = items.to_vec();
        without.remove(index);
        mutants.push(without);
        let mut twice = items.to_vec();
        twice.insert(index, item.clone());
        mutants.push(twice);
        mutants.extend(of(item).into_iter().map(|mutant| {
            let mut changed = items.to_vec();
            changed[index] = mutant;
            changed
        }));
    }
    for more in [json!(null), json!(0), json!("x")] {
        mutants.push(items.iter().cloned().chain([more]).collect());
    }
    mutants.into_iter().map(Value::Array).collect()
}

fn of_object(members: &Map<String, Value>) -> Vec<Value> {
    let mut mutants = Vec::new();
    for (name, member) in members {
        let mut without = members.clone();
        without.shift_remove(name);
        mutants.push(without);
        mutants.extend(of(member).into_iter().map(|mutant| {
            let mut changed = members.clone();
            changed.insert(name.clone(), mutant);
            changed
        }));
    }
    for more in [json!(null), json!(7), json!("x"), json!({ "y": [1.5] })] {
        let mut with_unknown = members.clone();
        with_unknown.insert("an-additional-property".to_owned(), more);
        mutants.push(with_unknown);
    }
    // Tags and required properties may come last.
    mutants.push(members.clone().into_iter().rev().collect());
    mutants.into_iter().map(Value::Object).collect()
}
