use super::*;
use crate::{db::memory::Memory, desk::cast};

/// Questions by language, those about the same together. No two of different lines are alike.
const TABLE: &[(&str, &[&[&str]])] = &[
    (
        "en",
        &[
            &[
                "Where is my order? It should have come yesterday",
                "Hi, my order has not arrived, where is it?",
                "Where is my order #48213, please?",
            ],
            &[
                "Is the lid of Kettle 08 sold on its own?",
                "Hello, can I buy only the lid for the Kettle 08?",
                "Do you sell the lid of kettle 08 separately",
            ],
            &[
                "Your website shows error 500 at checkout",
                "I get an error 500 when I try to checkout",
                "checkout is broken: error 500",
            ],
            &[
                "How do I return a teapot?",
                "Can I return a teapot that I bought last week?",
            ],
            &["My kettle leaks from the spout"],
            &["Do you ship to Norway?"],
            &["Can I change my delivery address?"],
            &["What are your opening hours today"],
            &["I would like an invoice with VAT number"],
            &["The discount code does not work"],
            &["Hello"],
            &["Hi there, are you there?"],
        ],
    ),
    (
        "de",
        &[
            &[
                "Wo bleibt meine Bestellung?",
                "Guten Tag, meine Bestellung ist noch nicht angekommen. Wo ist sie?",
                "wo ist meine bestellung 4711",
            ],
            &[
                "Gibt es den Deckel vom Kessel 08 einzeln?",
                "Kann ich den Deckel für den Kessel 08 einzeln kaufen?",
            ],
            &[
                "Liefern Sie auch in die Schweiz?",
                "Liefern Sie nach Österreich und in die Schweiz?",
            ],
            &["Mein Kessel ist undicht"],
            &["Ich möchte meine Lieferadresse ändern"],
            &["Wann haben Sie heute geöffnet?"],
            &["Der Gutschein funktioniert nicht"],
            &["Ich brauche eine Rechnung mit Umsatzsteuer"],
            &["Hallo"],
        ],
    ),
    (
        "ru",
        &[
            &[
                "Где мой заказ? Должен был прийти вчера",
                "Здравствуйте, заказ не пришёл, где мой заказ?",
                "где заказ 48213",
            ],
            &[
                "Можно купить крышку от чайника отдельно?",
                "Здравствуйте! Продаёте ли вы крышку для чайника отдельно",
            ],
            &[
                "Не проходит оплата картой",
                "Оплата картой не проходит, что делать?",
            ],
            &["Чайник протекает"],
            &["Как изменить адрес доставки?"],
            &["Вы сегодня работаете?"],
            &["Нужен счёт с НДС"],
            &["Промокод не работает"],
            &["Здравствуйте"],
            &["Доставляете ли вы в Казахстан?"],
        ],
    ),
    (
        "zh",
        &[
            &[
                "我的订单到哪里了？",
                "你好，我的订单还没到，请问到哪了",
                "订单48213什么时候到",
            ],
            &["壶盖可以单独买吗？", "请问08号水壶的壶盖可以单独购买吗"],
            &["付款失败怎么办", "为什么付款失败了？"],
            &["水壶漏水了"],
            &["可以改收货地址吗？"],
            &["今天几点营业"],
            &["需要开发票"],
            &["优惠码用不了"],
            &["你好"],
            &["请问这款茶壶还有货吗?"],
        ],
    ),
    (
        "es",
        &[
            &[
                "¿Dónde está mi pedido? Debía llegar ayer",
                "Hola, mi pedido no ha llegado, ¿dónde está?",
            ],
            &[
                "¿Venden la tapa del hervidor 08 por separado?",
                "¿Puedo comprar solo la tapa del hervidor 08?",
            ],
            &["Mi hervidor pierde agua"],
            &["¿Puedo cambiar la dirección de entrega?"],
            &["¿A qué hora abren hoy?"],
            &["El código de descuento no funciona"],
            &["Necesito una factura con IVA"],
            &["Hola, buenos días"],
            &["¿Envían a Portugal?"],
        ],
    ),
    (
        "fr",
        &[
            &[
                "Où est ma commande ? Elle devait arriver hier",
                "Bonjour, ma commande n’est pas arrivée, où est-elle ?",
            ],
            &[
                "Vendez-vous le couvercle de la bouilloire 08 séparément ?",
                "Puis-je acheter seulement le couvercle de la bouilloire 08 ?",
            ],
            &["Ma bouilloire fuit"],
            &["Puis-je changer l’adresse de livraison ?"],
            &["À quelle heure ouvrez-vous aujourd’hui ?"],
            &["Le code promo ne marche pas"],
            &["Il me faut une facture avec TVA"],
            &["Bonjour"],
            &["Livrez-vous en Belgique ?"],
        ],
    ),
    (
        "ja",
        &[
            &[
                "注文はいつ届きますか",
                "注文がまだ届きません。いつ届きますか？",
            ],
            &["蓋だけ買えますか"],
            &["営業時間を教えてください"],
        ],
    ),
    (
        "ar",
        &[
            &[
                "أين طلبي؟ كان يجب أن يصل أمس",
                "مرحبا، طلبي لم يصل، أين هو طلبي؟",
            ],
            &["هل تبيعون الغطاء وحده؟"],
            &["الغلاية تسرب الماء"],
        ],
    ),
];

/// A pair of the table that is about the same and that nothing but an understanding of the words would find.
const MISSED: &[(&str, &str)] = &[
    ("我的订单到哪里了？", "订单48213什么时候到"),
    ("你好，我的订单还没到，请问到哪了", "订单48213什么时候到"),
];

#[test]
fn the_same_question_is_found_in_every_script_and_no_other_is_taken_for_it() {
    let background = Background::default();
    for (language, questions) in TABLE {
        let all: Vec<(usize, &str)> = questions.iter().enumerate().flat_map(each).collect();
        for (about, text) in &all {
            for (other, also) in &all {
                if text == also {
                    continue;
                }
                let is_like = Terms::of(text).is_like(&Terms::of(also), &background);
                let is_missed = MISSED.contains(&(text, also)) || MISSED.contains(&(also, text));
                let expected = about == other && !is_missed;
                assert_eq!(is_like, expected, "{language}: “{text}” and “{also}”");
            }
        }
    }
}

#[test]
fn other_questions_in_another_language_are_other_questions() {
    let background = Background::default();
    for (language, questions) in TABLE {
        for (other, also) in TABLE.iter().filter(|(other, _)| other != language) {
            for (about, text) in questions.iter().enumerate().flat_map(each) {
                // What is the same in both, in languages that are kin, may be found to be so.
                let others = also.iter().enumerate().flat_map(each);
                for (_, foreign) in others.filter(|(theirs, _)| *theirs != about) {
                    let is_like = Terms::of(text).is_like(&Terms::of(foreign), &background);
                    assert!(!is_like, "{language} and {other}: “{text}” and “{foreign}”");
                }
            }
        }
    }
}

fn each<'a>((about, asked): (usize, &'a &'a [&'a str])) -> impl Iterator<Item = (usize, &'a str)> {
    asked.iter().map(move |text| (about, *text))
}

#[test]
fn a_greeting_asks_about_nothing() {
    for text in [
        "Hello",
        "Hi there!",
        "Добрый день",
        "你好",
        "Guten Tag",
        "¡Hola! Buenas tardes",
        "Bonjour",
        "",
        "???",
    ] {
        let terms = Terms::of(text);
        assert!(!terms.is_like(&terms, &Background::default()), "{text}");
    }
}

#[test]
fn words_that_everybody_uses_in_a_shop_join_less() {
    let one = Terms::of("The kettle order came with the wrong colour of handle");
    let other = Terms::of("Kettle order: can you add gift wrapping, and another handle?");
    let usual = Terms::of("My kettle order needs a handle");
    let strange = Terms::of("Garden gnomes");
    assert!(one.is_like(
        &other,
        &Background::of([&strange].into_iter().cycle().take(100))
    ));
    let here = Background::of([&usual].into_iter().cycle().take(100));
    assert!(!one.is_like(&other, &here));
    // What is the same in more than that stays the same.
    assert!(one.is_like(&one, &here));
}

#[test]
fn groups_keep_the_order_and_leave_out_who_asks_alone() {
    let texts = [
        "Where is my order? It should have come yesterday",
        "Is the lid of Kettle 08 sold on its own?",
        "Hi, my order has not arrived, where is it?",
        "Hello",
        "Do you sell the lid of kettle 08 separately",
        "Where is my order #48213, please?",
        "Do you ship to Norway?",
    ];
    let terms: Vec<Terms> = texts.iter().map(|text| Terms::of(text)).collect();
    let asked: Vec<_> = (1..).map(ConversationId).zip(&terms).collect();
    let found: Vec<Vec<i64>> = groups(&asked, &Background::default())
        .into_iter()
        .map(|group| group.into_iter().map(|id| id.0).collect())
        .collect();
    assert_eq!(found, [vec![1, 3, 6], vec![2, 5]]);
}

#[test]
fn what_is_read_of_a_chat_is_what_its_customer_asked_first() {
    let mut memory = Memory::new();
    let visitor = memory.act(|tx| cast::visitor(tx, "Hannah")).unwrap();
    let said = memory.act(|tx| cast::write(tx, visitor, "Hello")).unwrap();
    let id = said.conversation;
    for text in [
        "My kettle leaks",
        "From the spout",
        "And now for something else",
    ] {
        memory.act(|tx| cast::write(tx, visitor, text)).unwrap();
    }
    let asked = memory.act(|tx| asked_in(tx, id)).unwrap();
    assert_eq!(asked, Terms::of("Hello\nMy kettle leaks\nFrom the spout"));
    let standing = memory.act(|tx| standing(tx)).unwrap();
    assert_eq!(standing.len(), 1);
    assert!(standing[0].1 > said.id);
}
