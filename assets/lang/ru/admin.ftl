# Texts: admin

# С чего начинается новый дом, на языке установки.
default-queue = Прилавок
default-type-order = Заказ
default-type-delivery = Доставка
default-type-product = Вопрос о товаре
default-type-return = Возврат
default-type-payment = Оплата
default-type-other = Другое
default-reason-solved = Решено
default-reason-silent = Клиент не отвечает
default-reason-passed-on = Передано дальше
