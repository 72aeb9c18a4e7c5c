// The emoji an agent picks from: twelve rows of nine, the common ones of customer talk. The rest comes
// from the system's own picker. Each line: the character, then search words in each of the languages;
// the first word of each names the button.
const LANGUAGES = ['en', 'ru', 'de', 'es', 'fr', 'zh'];

const LINES = `
🙂 smile happy friendly|улыбка рад|lächeln froh freundlich|sonrisa feliz amable|sourire heureux aimable|微笑 开心 友好
😊 warm blush pleased|тепло приятно румянец|herzlich erfreut rot|ternura contento rubor|chaleureux content rougir|脸红 高兴 温暖
😄 laugh glad grin|смех радость веселье|lachen froh grinsen|risa alegre|rire joie|大笑 高兴
😁 beam teeth cheerful|сияю зубы весело|strahlen zähne fröhlich|radiante dientes alegre|rayonnant dents gai|露齿笑 开心
😉 wink joke|подмигиваю шутка|zwinkern scherz|guiño broma|clin blague|眨眼 玩笑
😍 love hearts adore|восторг люблю сердечки|liebe herzen begeistert|amor corazones encanto|amour cœurs adorer|喜爱 爱心 迷恋
🥰 tender affection hearts|нежность любовь|zuneigung herzen zart|cariño corazones ternura|tendresse cœurs affection|喜欢 爱心 温柔
🤗 hug welcome|обнимаю привет|umarmung willkommen|abrazo bienvenida|câlin bienvenue|拥抱 欢迎
😎 cool sunglasses|круто очки|cool sonnenbrille|guay gafas sol|cool lunettes soleil|酷 墨镜
🤩 amazed starstruck wow|восхищение звёзды|staunen sterne wow|asombro estrellas|émerveillé étoiles|惊叹 星星
🥳 party celebrate birthday|праздник день рождения|party feiern geburtstag|fiesta celebrar cumpleaños|fête célébrer anniversaire|庆祝 派对 生日
😂 tears funny lol|хохот слёзы смешно|tränen lachen lustig|lágrimas risa gracioso|larmes rire drôle|笑哭 眼泪
😅 sweat relief phew|уф неловко пот|schweiß erleichtert puh|sudor alivio uf|sueur ouf soulagement|汗 松口气
🙃 silly ironic|ирония вверх ногами|ironie albern kopfüber|irónico tonto revés|ironie bête envers|倒脸 讽刺
😌 calm relieved|спокойно облегчение|ruhig erleichtert|calma alivio|calme soulagé|平静 安心
🤔 think hmm wonder|думаю хм вопрос|denken hm frage|pensar duda hm|penser doute hmm|思考 想想
🧐 inspect curious look|изучаю монокль|prüfen neugierig monokel|examinar curioso monóculo|examiner curieux monocle|审视 好奇
🤓 nerd glasses details|умник очки|brille streber details|gafas empollón detalles|lunettes détails|眼镜 书呆子
😮 surprised oh|удивление ох|überrascht oh|sorpresa oh|surpris oh|惊讶 哦
😯 hush astonished|тише изумление|still verblüfft|silencio atónito|muet étonné|惊呆 安静
😳 flushed embarrassed|смущение стыдно|verlegen rot|vergüenza rubor|gêné rougir|尴尬 脸红
🥺 please pleading|прошу умоляю|bitte flehen|súplica favor|supplier pitié|恳求 拜托
😕 confused unsure|растерян непонятно|verwirrt unsicher|confuso inseguro|confus incertain|困惑 不确定
😐 neutral meh|нейтрально никак|neutral naja|neutral regular|neutre bof|无语 中立
🙄 eyeroll really|закатываю глаза|augenrollen echt|ojos rodar paciencia|yeux ciel vraiment|翻白眼 真的
😬 grimace awkward|неловко зубы|grimasse peinlich|mueca incómodo|grimace gêne|尴尬 咧嘴
😔 sorry sad pensive|жаль грусть|traurig schade nachdenklich|pena triste pensativo|désolé triste pensif|难过 抱歉 沉思
😢 cry tear upset|плачу слеза|weinen träne|llorar lágrima|pleurer larme|哭 流泪
😭 sob bawl|рыдаю слёзы|heulen schluchzen|llanto sollozo|sanglot pleurs|大哭 痛哭
😞 disappointed letdown|разочарован печаль|enttäuscht|decepción|déçu|失望
😟 worried concern|волнуюсь тревога|besorgt sorge|preocupado|inquiet souci|担心 忧虑
😤 huff determined|пыхчу решимость|schnauben entschlossen|resoplar decidido|souffler décidé|哼 坚决
😡 angry mad|злюсь сердит|wütend böse ärger|enfado rabia|colère fâché|生气 愤怒
😱 shock scream horror|шок крик ужас|schock schrei entsetzt|susto grito horror|choc cri horreur|惊恐 尖叫
😴 sleep tired night|сплю усталость ночь|schlafen müde nacht|dormir sueño noche|dormir fatigue nuit|睡觉 困 晚安
🤒 ill fever sick|болею температура|krank fieber|enfermo fiebre|malade fièvre|生病 发烧
👍 good yes thumbs up ok|хорошо да палец вверх|gut ja daumen hoch|bien sí pulgar arriba|bien oui pouce haut|赞 好 可以
👎 bad no thumbs down|плохо нет палец вниз|schlecht nein daumen runter|mal no pulgar abajo|mal non pouce bas|差 不好 踩
👌 okay perfect fine|отлично окей|okay perfekt|vale perfecto|parfait d’accord|好的 完美
✌️ victory peace two|победа мир два|sieg frieden zwei|victoria paz dos|victoire paix deux|胜利 耶 二
🤞 luck fingers crossed hope|удача надеюсь пальцы|glück daumen drücken hoffen|suerte dedos cruzados|chance doigts croisés|好运 祈祷
👋 wave hello hi bye|привет пока машу|winken hallo tschüss|saludo hola adiós|coucou bonjour salut|挥手 你好 再见
🙏 thanks please pray|спасибо пожалуйста прошу|danke bitte beten|gracias favor rezar|merci prier pitié|谢谢 拜托 祈祷
👏 clap applause bravo|аплодисменты браво|klatschen applaus bravo|aplauso bravo|applaudir bravo|鼓掌 棒
🙌 hooray hands raised|ура руки вверх|hurra hände hoch|hurra manos arriba|hourra mains levées|万岁 举手
💪 strong muscle can do|сила мышцы сможем|stark muskel schaffen|fuerza músculo|force muscle|加油 强壮
🤝 deal handshake agree|договорились рукопожатие|abgemacht handschlag|trato acuerdo manos|accord poignée main|握手 成交
👇 below down point|ниже вниз смотри|unten zeigen|abajo señalar|bas montrer|下面 向下
👆 above up point|выше вверх смотри|oben zeigen|arriba señalar|haut montrer|上面 向上
👉 right point this|вправо сюда|rechts zeigen dies|derecha señalar|droite montrer|这个 向右
✍️ write note sign|пишу запись подпись|schreiben notiz unterschrift|escribir nota firma|écrire note signature|写 签名
👀 eyes look see|глаза смотрю|augen sehen|ojos mirar|yeux regarder|眼睛 看
🫶 care heart hands|забота сердце руки|fürsorge herz hände|cariño corazón manos|soin cœur mains|比心 关爱
🤷 shrug unknown dunno|не знаю плечи|achselzucken weiß nicht|encogerse no sé|hausser sais pas|耸肩 不知道
❤️ heart love red|сердце любовь|herz liebe rot|corazón amor rojo|cœur amour rouge|红心 爱
💚 green heart|зелёное сердце|grünes herz|verde corazón|vert cœur|绿心
💙 blue heart|синее сердце|blaues herz|azul corazón|bleu cœur|蓝心
💔 broken heart|разбитое сердце|gebrochenes herz|roto corazón|brisé cœur|心碎
✨ sparkles new clean|блеск новое чисто|funkeln neu sauber|brillo nuevo limpio|étincelles neuf propre|闪亮 全新 干净
⭐ star favourite rating|звезда избранное оценка|stern favorit bewertung|estrella favorito valoración|étoile favori évaluation|星星 收藏 评分
🔥 fire hot great|огонь горячо супер|feuer heiß super|fuego caliente genial|feu chaud super|火 热 厉害
🎉 congratulations party popper|поздравляю праздник хлопушка|glückwunsch party konfetti|felicidades fiesta confeti|félicitations fête confettis|恭喜 庆祝
🎁 gift present|подарок сюрприз|geschenk|regalo|cadeau|礼物 惊喜
🎂 cake birthday|торт день рождения|torte geburtstag kuchen|tarta cumpleaños|gâteau anniversaire|蛋糕 生日
🌹 rose flower|роза цветок|rose blume|rosa flor|rose fleur|玫瑰 花
🌞 sun sunny weather|солнце погода|sonne sonnig wetter|sol tiempo|soleil météo|太阳 晴天
🌧️ rain weather|дождь погода|regen wetter|lluvia tiempo|pluie météo|下雨 天气
❄️ snow cold winter|снег холод зима|schnee kalt winter|nieve frío invierno|neige froid hiver|雪 冷 冬天
☕ coffee cup hot drink|кофе чашка|kaffee tasse|café taza|café tasse|咖啡 热饮
🫖 teapot tea kettle|чайник чай|teekanne tee kessel|tetera té|théière thé bouilloire|茶壶 茶
🍀 clover luck|клевер удача|klee glück|trébol suerte|trèfle chance|四叶草 幸运
🌍 world earth globe|мир земля|welt erde globus|mundo tierra|monde terre|世界 地球
✅ done check yes|готово галочка да|erledigt haken ja|hecho listo sí|fait coche oui|完成 对 是
☑️ ticked checkbox|отмечено флажок|angekreuzt kästchen|marcado casilla|coché case|勾选 复选框
❌ no cross wrong|нет крест неверно|nein kreuz falsch|no cruz mal|non croix faux|错 不 否
⚠️ warning caution|внимание осторожно|warnung vorsicht|aviso cuidado|attention avertissement|警告 注意
❗ exclamation important|важно восклицание|ausrufezeichen wichtig|exclamación importante|exclamation important|感叹号 重要
❓ question ask|вопрос знак|fragezeichen frage|interrogación pregunta|interrogation question|问号 问题
⛔ stop forbidden|стоп нельзя|stopp verboten|alto prohibido|stop interdit|禁止 停
🆗 ok button|ок кнопка|ok knopf|ok botón|ok bouton|好 按钮
🆕 new button|новинка новое|neu knopf|nuevo botón|nouveau bouton|新 新品
🔴 red circle|красный круг|roter kreis|rojo círculo|rouge cercle|红色 圆圈
🟡 yellow circle|жёлтый круг|gelber kreis|amarillo círculo|jaune cercle|黄色 圆圈
🟢 green circle|зелёный круг|grüner kreis|verde círculo|vert cercle|绿色 圆圈
📦 parcel box package|посылка коробка|paket karton päckchen|paquete caja|colis carton paquet|包裹 箱子
🚚 delivery truck shipping|доставка грузовик|lieferung lastwagen versand|envío camión reparto|livraison camion envoi|配送 货车 发货
✈️ plane flight travel|самолёт рейс поездка|flugzeug flug reise|avión vuelo viaje|avion vol voyage|飞机 旅行
🏠 home house|дом|haus zuhause|casa hogar|maison|家 房子
🏪 shop store|магазин лавка|laden shop geschäft|tienda|boutique magasin|店铺 商店
📍 place pin address|место адрес метка|ort nadel adresse|lugar chincheta dirección|lieu épingle adresse|位置 地址
🗺️ map route|карта маршрут|karte weg route|mapa ruta|carte trajet|地图 路线
🛒 cart basket buy|корзина тележка покупка|einkaufswagen korb kaufen|carrito compra|panier chariot achat|购物车 购买
🛍️ bags shopping|покупки пакеты|taschen einkauf|bolsas compras|sacs achats|购物袋 购物
💳 card payment|карта оплата|karte zahlung|tarjeta pago|carte paiement|银行卡 付款
💶 money euro refund|деньги евро возврат|geld euro erstattung|dinero euro reembolso|argent euro remboursement|钱 欧元 退款
🧾 receipt invoice bill|чек счёт|beleg rechnung quittung|recibo factura|reçu facture ticket|收据 发票
🏷️ label price discount|ценник скидка метка|etikett preis rabatt|precio etiqueta descuento|étiquette prix remise|标签 价格 折扣
🔧 repair wrench fix|ремонт ключ|reparatur schlüssel|reparar llave|réparer clé|维修 扳手
📞 phone call|телефон звонок|telefon anruf|teléfono llamada|téléphone appel|电话 来电
📱 mobile smartphone|мобильный смартфон|handy smartphone|móvil teléfono|mobile smartphone|手机
💻 laptop computer|ноутбук компьютер|laptop computer|portátil ordenador|portable ordinateur|电脑 笔记本
📧 email letter mail|почта письмо|e-mail brief post|correo carta|e-mail lettre courrier|邮件 信
📷 photo camera picture|фото камера снимок|foto kamera bild|foto cámara imagen|photo appareil image|照片 相机 图片
📎 attachment paperclip file|вложение скрепка файл|anhang büroklammer datei|adjunto clip archivo|pièce trombone fichier|附件 回形针 文件
🔗 link url|ссылка адрес|link url|enlace url|lien url|链接 网址
🔒 lock secure password|замок защита пароль|schloss sicher passwort|candado seguro contraseña|cadenas sûr mot|锁 安全 密码
⏳ wait hourglass soon|ожидание песочные часы|warten sanduhr bald|espera reloj arena|attente sablier bientôt|等待 沙漏
🔔 bell ring notify|звонок колокольчик|glocke läuten hinweis|campana timbre aviso|cloche sonnette notification|铃 通知
`;

/** @type {{ char: string, words: Record<string, string[]>, known: string[] }[]} */
export const EMOJI = LINES.trim().split('\n').map((line) => {
  const space = line.indexOf(' ');
  const char = line.slice(0, space);
  const words = Object.fromEntries(line.slice(space + 1).split('|').map((some, at) => [LANGUAGES[at], some.split(' ')]));
  return { char, words, known: [char, ...Object.values(words).flat().map(plain)] };
});

/** Without accents, ligatures and capitals, as people search. */
function plain(words) {
  return words.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/œ/g, 'oe').replace(/ß/g, 'ss');
}

/** What an emoji is called in this language, or in English. */
export function nameOf({ char, words }, lang) {
  return (words?.[lang] ?? words?.en ?? [char])[0];
}

/**
 * The emoji that have a word starting with each word of the query; all of them for an empty query.
 * Every language is searched, because people type in the one their keyboard is set to.
 */
export function findEmoji(query) {
  const wanted = plain(query).split(/\s+/).filter(Boolean);
  return EMOJI.filter(({ known }) => wanted.every((part) => known.some((word) => word.startsWith(part))));
}
