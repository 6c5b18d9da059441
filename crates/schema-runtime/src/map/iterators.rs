//! The iterators of [`Map`](super::Map): those of its list of entries.

use std::{iter::FusedIterator, slice, vec};

use super::Members;

/// Names and values of a [`Map`](super::Map), in order.
pub struct Iter<'a, V>(slice::Iter<'a, (String, V)>);

/// Names and mutable values of a [`Map`](super::Map), in order.
pub struct IterMut<'a, V>(slice::IterMut<'a, (String, V)>);

/// Owned names and values of a [`Map`](super::Map), in order.
pub struct IntoIter<V>(vec::IntoIter<(String, V)>);

impl<'a, V> Iter<'a, V> {
    pub(super) fn new(members: Option<&'a Members<V>>) -> Self {
        Self(members.map(Members::list).unwrap_or_default().iter())
    }
}

impl<'a, V> IterMut<'a, V> {
    pub(super) fn new(members: Option<&'a mut Members<V>>) -> Self {
        Self(
            members
                .map(Members::list_mut)
                .unwrap_or_default()
                .iter_mut(),
        )
    }
}

impl<V> IntoIter<V> {
    pub(super) fn new(members: Option<Box<Members<V>>>) -> Self {
        let list = members.map(|members| members.into_list());
        Self(list.unwrap_or_default().into_iter())
    }
}

impl<V> Clone for Iter<'_, V> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

macro_rules! iterator {
    ($name:ident<$($life:lifetime,)? V>, $item:ty, $pair:expr) => {
        impl<$($life,)? V> Iterator for $name<$($life,)? V> {
            type Item = $item;

            fn next(&mut self) -> Option<Self::Item> {
                self.0.next().map($pair)
            }

            fn size_hint(&self) -> (usize, Option<usize>) {
                self.0.size_hint()
            }
        }

        impl<$($life,)? V> DoubleEndedIterator for $name<$($life,)? V> {
            fn next_back(&mut self) -> Option<Self::Item> {
                self.0.next_back().map($pair)
            }
        }

        impl<$($life,)? V> ExactSizeIterator for $name<$($life,)? V> {}
        impl<$($life,)? V> FusedIterator for $name<$($life,)? V> {}
    };
}

iterator!(Iter<'a, V>, (&'a str, &'a V), |(name, value)| (
    name.as_str(),
    value
));
iterator!(IterMut<'a, V>, (&'a str, &'a mut V), |(name, value)| (
    name.as_str(),
    value
));
iterator!(IntoIter<V>, (String, V), |member| member);
