# Texts: admin

# What a new house begins with, in the language of its set-up.
default-queue = Counter
default-type-order = Order
default-type-delivery = Delivery
default-type-product = Product question
default-type-return = Return
default-type-payment = Payment
default-type-other = Other
default-reason-solved = Solved
default-reason-silent = Customer silent
default-reason-passed-on = Passed on
