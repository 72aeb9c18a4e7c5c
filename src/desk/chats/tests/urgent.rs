use super::*;
use crate::desk::conversation::{self, Priority};

#[test]
fn urgent_chats_stand_above_every_order_and_stand_there_once() {
    let mut shop = Shop::open();
    let (ana, carla) = (shop.ana.clone(), shop.id("Carla"));
    shop.memory
        .act(|tx| conversation::priority::set(tx, &ana, carla, Priority::Urgent))
        .unwrap();
    for sort in [Sort::Activity, Sort::Created, Sort::Customer, Sort::Status] {
        for descending in [true, false] {
            let order = order(sort, descending);
            let mut read = |after: Option<&Cursor>| {
                shop.memory
                    .act(|tx| overview(tx, ana.id, &Filter::default(), order, after, 3))
                    .unwrap()
                    .0
            };
            let first = read(None);
            let rest = read(first.next.as_ref());
            let listed = first.rows.iter().chain(&rest.rows);
            let ids: Vec<_> = listed.map(|listed| listed.conversation.id).collect();
            assert_eq!(ids[0], carla, "{sort:?} {descending}");
            assert_eq!(BTreeSet::from_iter(&ids).len(), 5, "{sort:?} {descending}");
            assert_eq!(ids.len(), 5, "{sort:?} {descending}");
        }
    }
    // Once it has ended, nothing about it is urgent.
    shop.close("Carla", &ana);
    let closed = Filter {
        tab: Tab::Closed,
        ..Filter::default()
    };
    let order = order(Sort::Activity, false);
    let rows = shop
        .memory
        .act(|tx| overview(tx, ana.id, &closed, order, None, 3))
        .unwrap()
        .0
        .rows;
    assert_eq!(rows[1].conversation.id, carla);
}
