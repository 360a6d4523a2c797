//! Header maps of answers that have been decoded, for the requests that come next: the largest
//! allocation of most calls, and its size is the right one.

use std::cell::Cell;

use http::HeaderMap;

/// A map for more headers than this is not kept.
const LARGE: usize = 64;

thread_local! {
    static SPARE: Cell<Option<HeaderMap>> = const { Cell::new(None) };
}

/// An empty map with room for `capacity` headers.
pub(crate) fn take(capacity: usize) -> HeaderMap {
    // A thread that is ending has none.
    match SPARE.try_with(Cell::take) {
        Ok(Some(map)) if map.capacity() >= capacity => map,
        _ => HeaderMap::with_capacity(capacity),
    }
}

/// Keeps the room of `map` on this thread, and nothing of what was in it.
pub(crate) fn give(map: &mut HeaderMap) {
    map.clear();
    if map.capacity() <= LARGE {
        let _ = SPARE.try_with(|spare| spare.set(Some(std::mem::take(map))));
    }
}

#[cfg(test)]
mod tests {
    use http::header::{ACCEPT, HeaderValue};

    use super::{LARGE, give, take};

    #[test]
    fn room_is_kept_and_content_is_not() {
        let mut map = take(8);
        let room = map.capacity();
        map.insert(ACCEPT, HeaderValue::from_static("text/plain"));
        give(&mut map);
        let again = take(8);
        assert!(again.is_empty());
        assert_eq!(again.capacity(), room);
    }

    #[test]
    fn too_little_room_is_not_handed_out_and_too_much_not_kept() {
        give(&mut take(8));
        assert!(take(LARGE).capacity() >= LARGE);
        give(&mut take(LARGE * 2));
        assert!(take(8).capacity() < LARGE);
    }
}
