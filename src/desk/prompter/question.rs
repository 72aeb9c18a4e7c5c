//! What a question is about: its words without those that stand in every question.

use std::{collections::HashSet, sync::LazyLock};

use crate::{
    base::{
        id::{ConversationId, MessageId},
        words,
    },
    db::{DbError, Reader},
};

/// Most characters of a question that are looked at.
const LONGEST: usize = 1_000;
/// Most words that are looked for.
const MOST_WORDS: usize = 40;

/// Words that say nothing of what is asked, as people write them, in the languages of the console.
const EMPTY: &str = "a about after all also am an and any are as at be been before but by can could did do does for from get \
    had has have hello hey hi how i if im in is it its just know like me my need no not now of on one or our please say so some \
    already ever here may might must never should there yet still tell than thank thanks that the their them then there they this to too us want was we were what when where which \
    while who why will with would yes you your \
    aber als am auch auf aus bei bin bitte da danke das dass dem den der des die dies dir doch du ein eine einen einer es für \
    geht gibt guten habe haben hallo hat ich ihnen ihr ihre im in ist ja kann kein keine können man mein meine meinem meinen \
    meiner mich mir mit möchte nach nicht noch nur ob oder schon sehr sein seit sich sie sind so tag um und uns von vom war \
    was wenn wer wie wieder will wir wird wo wurde zu zum zur über \
    al algo buenas buenos como con cuando de del días donde el ella en eran es esa ese esta estoy está gracias ha hay hola \
    la las le lo los mas me mi mis muy más no nos o para pero por porque pueden puedo que qué quiero se si sin sobre son su \
    sus también te tengo tiene un una y ya yo cómo cuál cuándo dónde cuánto cuánta cuánto cuanto \
    au aux avec avez bonjour ce ces cette comment dans de des du elle en est et être fait il ils j je l la le les leur ma mais \
    me merci mes moi mon ne nos notre nous ont ou où par pas peut peux plus pour pourquoi puis qu quand que quel quelle qui s \
    sa sans si son sont suis sur ta tu un une vos votre vous y à \
    а бы был была были быть в вам вас во вот все вы где да для до добрый день его ее если есть еще же за здравствуйте и из \
    или им их к как когда ко которая который ли меня мне могу мой моя мы на надо нам нас не нет но ну о об он она они от по \
    подскажите пожалуйста почему при привет с сейчас скажите со спасибо так такой там то тоже только ты у уже хочу хотел что \
    чтобы это этот я";

/// Their stems: the words of a question have lost their endings, too.
static EMPTY_STEMS: LazyLock<HashSet<String>> =
    LazyLock::new(|| EMPTY.split_whitespace().flat_map(words::words).collect());

/// The same in a script without spaces, the longest first: they are taken out of the text before it is cut into pairs.
const EMPTY_HAN: [&str; 24] = [
    "请问一下",
    "请问",
    "你好",
    "您好",
    "谢谢",
    "可以",
    "怎么",
    "什么时候",
    "什么",
    "这个",
    "我的",
    "我们",
    "你们",
    "能不能",
    "一下",
    "吗",
    "呢",
    "吧",
    "啊",
    "的",
    "了",
    "是",
    "我",
    "您",
];

/// The words of a question that are looked for, each once, in their order.
pub(super) fn words_of(asked: &str) -> Vec<String> {
    let mut beginning: String = asked.chars().take(LONGEST).collect();
    for empty in EMPTY_HAN {
        if beginning.contains(empty) {
            beginning = beginning.replace(empty, " ");
        }
    }
    let mut seen = HashSet::new();
    words::words(&beginning)
        .into_iter()
        .filter(|word| !EMPTY_STEMS.contains(word) && seen.insert(word.clone()))
        .take(MOST_WORDS)
        .collect()
}

/// What a customer asked with a message: its words, behind those they had written just before it and nobody had answered.
/// `None`: with their last message. Answers nothing when there is no such message of theirs.
pub fn about(
    reader: &Reader<'_>,
    chat: ConversationId,
    message: Option<MessageId>,
) -> Result<Option<(MessageId, String)>, DbError> {
    let upto = message.unwrap_or(MessageId(i64::MAX));
    let rows: Vec<(MessageId, String, String)> = reader.list(
        "select id, author, text from message
         where conversation_id = ?1 and id <= ?2 and internal = 0 and author <> 'system' and author <> 'bot'
         order by id desc limit 4",
        (chat, upto),
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    let mut rows = rows.into_iter();
    // The last words of the chat may be ours.
    let first = match message {
        Some(id) => rows
            .next()
            .filter(|(found, author, _)| *found == id && author == "customer"),
        None => rows.by_ref().find(|(_, author, _)| author == "customer"),
    };
    let Some((id, _, text)) = first else {
        return Ok(None);
    };
    let mut run = vec![text];
    run.extend(
        rows.take_while(|(_, author, _)| author == "customer")
            .map(|(_, _, text)| text),
    );
    run.reverse();
    Ok(Some((id, run.join("\n"))))
}

#[cfg(test)]
mod tests {
    use super::words_of;

    #[test]
    fn what_stands_in_every_question_is_left_out() {
        for (asked, expected) in [
            (
                "Hello, could you tell me when my parcel will be here?",
                &["parcel"][..],
            ),
            (
                "Wann kommt denn mein Paket?",
                &["wann", "kommt", "denn", "paket"],
            ),
            ("Подскажите, где моя посылка?", &["посылк"]),
            ("请问怎么退货？", &["退货"]),
            ("Is it?", &[]),
        ] {
            assert_eq!(words_of(asked), expected, "{asked}");
        }
    }
}
