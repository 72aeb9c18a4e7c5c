//! The widget in small. `look.js` fills it from the form while one types; without that script it
//! would show something else than the form, so it shows itself only with it.

use maud::{Markup, html};

use crate::{
    base::lang::Lang,
    t,
    web::layout::{icon, icon_sm, mark},
};

pub(super) fn preview(lang: Lang, has_voice: bool) -> Markup {
    let screen = |name: &str, label: &str, is_on: bool| {
        html! { button type="button" data-screen=(name) aria-pressed=(if is_on { "true" } else { "false" }) { (label) } }
    };
    html! {
        aside.previewstage #preview aria-label=(t!(lang, "preview")) hidden
            data-greeting=(t!(lang, "widget-greeting")) data-label=(t!(lang, "widget-look-label")) data-offline=(t!(lang, "widget-leave-question")) {
            div.seg role="group" aria-label=(t!(lang, "preview-screen")) {
                (screen("home", &t!(lang, "preview-home"), true))
                (screen("form", &t!(lang, "preview-form"), false))
                (screen("closed", &t!(lang, "preview-closed"), false))
            }
            div.wg."wg--prev" {
                header."wg__head" {
                    span.avatar."avatar--agent" aria-hidden="true" { (mark("bell")) }
                    div.grow {
                        p."wg__title" #preview-title dir="auto" {}
                        p."wg__sub" { (t!(lang, "widget-here")) }
                    }
                    span.iconbtn aria-hidden="true" { (icon("x")) }
                }
                div."wg__log" data-on="home" {
                    article.msg."msg--in" {
                        span.avatar."avatar--sm"."avatar--agent".av7 aria-hidden="true" { (mark("bell")) }
                        div."msg__body" { div.bubble dir="auto" #preview-greeting {} }
                    }
                    div.row."row--wrap".previewtopics #preview-topics {}
                    article.msg."msg--out" {
                        div."msg__body" { div.bubble dir="auto" { (t!(lang, "preview-example")) } }
                        span {}
                    }
                }
                div."wg__log" data-on="form" hidden {
                    div.stack."stack--3".previewform {
                        p.semi { (t!(lang, "widget-before-we-start")) }
                        div.field #preview-name { span."field__label" { (t!(lang, "widget-your-name")) span.opt { (t!(lang, "widget-optional")) } } span.input {} }
                        div.field #preview-email { span."field__label" { (t!(lang, "widget-email")) span.opt { (t!(lang, "widget-optional")) } } span.input {} }
                        p.small.row."row--top" #preview-consent { span.checkbox aria-hidden="true" {} span { span #preview-consent-text dir="auto" {} " " u #preview-privacy { (t!(lang, "widget-privacy")) } } }
                        span."wg__button" { (t!(lang, "widget-start")) }
                    }
                }
                div."wg__log" data-on="closed" hidden {
                    div.stack."stack--3".previewform {
                        p.semi { (t!(lang, "widget-closed-shop")) }
                        p.small dir="auto" #preview-offline {}
                        div.stack."stack--3" #preview-offline-form {
                            div.field { span."field__label" { (t!(lang, "widget-your-question")) } span.input {} }
                            span."wg__button" { (t!(lang, "widget-leave-message")) }
                        }
                    }
                }
                footer."wg__foot" data-on="home" {
                    div."wg__in" {
                        span.grow.muted { (t!(lang, "widget-write")) }
                        @if has_voice { span.iconbtn."iconbtn--sm" aria-hidden="true" { (icon_sm("mic")) } }
                        span."wg__send" aria-hidden="true" { (icon_sm("arrow-up")) }
                    }
                }
            }
            div.row.previewcorner {
                p.previewteaser #preview-teaser dir="auto" {}
                span.launcher { (mark("bell")) span #preview-label dir="auto" {} }
            }
        }
    }
}
