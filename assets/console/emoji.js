// The emoji an agent picks from: twelve rows of nine, the common ones of customer talk. The rest comes
// from the system's own picker. Each line: the character, then search words in English and in Russian;
// the first word of each names the button.

const LINES = `
🙂 smile happy friendly|улыбка рад
😊 warm blush pleased|тепло приятно румянец
😄 laugh glad grin|смех радость веселье
😁 beam teeth cheerful|сияю зубы весело
😉 wink joke|подмигиваю шутка
😍 love hearts adore|восторг люблю сердечки
🥰 tender affection hearts|нежность любовь
🤗 hug welcome|обнимаю привет
😎 cool sunglasses|круто очки
🤩 amazed starstruck wow|восхищение звёзды
🥳 party celebrate birthday|праздник день рождения
😂 tears funny lol|хохот слёзы смешно
😅 sweat relief phew|уф неловко пот
🙃 silly ironic|ирония вверх ногами
😌 calm relieved|спокойно облегчение
🤔 think hmm wonder|думаю хм вопрос
🧐 inspect curious look|изучаю монокль
🤓 nerd glasses details|умник очки
😮 surprised oh|удивление ох
😯 hush astonished|тише изумление
😳 flushed embarrassed|смущение стыдно
🥺 please pleading|прошу умоляю
😕 confused unsure|растерян непонятно
😐 neutral meh|нейтрально никак
🙄 eyeroll really|закатываю глаза
😬 grimace awkward|неловко зубы
😔 sorry sad pensive|жаль грусть
😢 cry tear upset|плачу слеза
😭 sob bawl|рыдаю слёзы
😞 disappointed letdown|разочарован печаль
😟 worried concern|волнуюсь тревога
😤 huff determined|пыхчу решимость
😡 angry mad|злюсь сердит
😱 shock scream horror|шок крик ужас
😴 sleep tired night|сплю усталость ночь
🤒 ill fever sick|болею температура
👍 good yes thumbs up ok|хорошо да палец вверх
👎 bad no thumbs down|плохо нет палец вниз
👌 okay perfect fine|отлично окей
✌️ victory peace two|победа мир два
🤞 luck fingers crossed hope|удача надеюсь пальцы
👋 wave hello hi bye|привет пока машу
🙏 thanks please pray|спасибо пожалуйста прошу
👏 clap applause bravo|аплодисменты браво
🙌 hooray hands raised|ура руки вверх
💪 strong muscle can do|сила мышцы сможем
🤝 deal handshake agree|договорились рукопожатие
👇 below down point|ниже вниз смотри
👆 above up point|выше вверх смотри
👉 right point this|вправо сюда
✍️ write note sign|пишу запись подпись
👀 eyes look see|глаза смотрю
🫶 care heart hands|забота сердце руки
🤷 shrug unknown dunno|не знаю плечи
❤️ heart love red|сердце любовь
💚 green heart|зелёное сердце
💙 blue heart|синее сердце
💔 broken heart|разбитое сердце
✨ sparkles new clean|блеск новое чисто
⭐ star favourite rating|звезда избранное оценка
🔥 fire hot great|огонь горячо супер
🎉 congratulations party popper|поздравляю праздник хлопушка
🎁 gift present|подарок сюрприз
🎂 cake birthday|торт день рождения
🌹 rose flower|роза цветок
🌞 sun sunny weather|солнце погода
🌧️ rain weather|дождь погода
❄️ snow cold winter|снег холод зима
☕ coffee cup hot drink|кофе чашка
🫖 teapot tea kettle|чайник чай
🍀 clover luck|клевер удача
🌍 world earth globe|мир земля
✅ done check yes|готово галочка да
☑️ ticked checkbox|отмечено флажок
❌ no cross wrong|нет крест неверно
⚠️ warning caution|внимание осторожно
❗ exclamation important|важно восклицание
❓ question ask|вопрос знак
⛔ stop forbidden|стоп нельзя
🆗 ok button|ок кнопка
🆕 new button|новинка новое
🔴 red circle|красный круг
🟡 yellow circle|жёлтый круг
🟢 green circle|зелёный круг
📦 parcel box package|посылка коробка
🚚 delivery truck shipping|доставка грузовик
✈️ plane flight travel|самолёт рейс поездка
🏠 home house|дом
🏪 shop store|магазин лавка
📍 place pin address|место адрес метка
🗺️ map route|карта маршрут
🛒 cart basket buy|корзина тележка покупка
🛍️ bags shopping|покупки пакеты
💳 card payment|карта оплата
💶 money euro refund|деньги евро возврат
🧾 receipt invoice bill|чек счёт
🏷️ label price discount|ценник скидка метка
🔧 repair wrench fix|ремонт ключ
📞 phone call|телефон звонок
📱 mobile smartphone|мобильный смартфон
💻 laptop computer|ноутбук компьютер
📧 email letter mail|почта письмо
📷 photo camera picture|фото камера снимок
📎 attachment paperclip file|вложение скрепка файл
🔗 link url|ссылка адрес
🔒 lock secure password|замок защита пароль
⏳ wait hourglass soon|ожидание песочные часы
🔔 bell ring notify|звонок колокольчик
`;

/** @type {{ char: string, en: string, ru: string }[]} */
export const EMOJI = LINES.trim().split("\n").map((line) => {
  const space = line.indexOf(" ");
  const [en, ru] = line.slice(space + 1).split("|");
  return { char: line.slice(0, space), en, ru };
});

/**
 * The emoji that have a word starting with each word of the query; all of them for an empty query.
 * Both languages are searched, because people type in the one their keyboard is set to.
 */
export function findEmoji(query) {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  return EMOJI.filter(({ char, en, ru }) => {
    const words = [char, ...en.split(" "), ...ru.split(" ")];
    return wanted.every((part) => words.some((word) => word.startsWith(part)));
  });
}
