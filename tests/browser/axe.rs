//! The accessibility check.

use serde_json::Value;

use super::Browser;

const AXE: &str = include_str!("../vendor/axe.min.js");

/// Runs the rules once transitions are over: colours half-way between two states have the
/// contrast of neither.
const CHECK: &str = "
    const finite = document.getAnimations().filter(one =>
        Number.isFinite(one.effect.getComputedTiming().endTime) && one.playState === 'running');
    // One of something that is not drawn any more never ends.
    const enough = new Promise(done => setTimeout(done, 3000));
    await Promise.race([Promise.allSettled(finite.map(one => one.finished)), enough]);
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const result = await axe.run(document, {
        iframes: false, runOnly: tags, resultTypes: ['violations'],
        // Style sheets and films, for rules that are not asked.
        preload: false,
    });
    return result.violations.flatMap(rule => rule.nodes.map(node =>
        `${rule.id} (${rule.impact}): ${rule.help}; ${node.target.join(' ')}; ${node.failureSummary}`
            .replace(/\\s+/g, ' ')));";

impl Browser<'_> {
    /// Checks this page, or the frame entered last, against WCAG 2.2 A and AA and best
    /// practice; one line for each violation.
    ///
    /// The rules come in by the driver's own way of running scripts, which the content policy
    /// of the page does not govern; the policy stays as it is for everything else. Frames are
    /// left out, because axe would have to live in each: enter the widget and check there.
    /// Closed shadow roots cannot be looked into.
    pub(crate) async fn axe(&self) -> Vec<String> {
        if self.run("return !window.axe").await == true {
            self.run(AXE).await;
        }
        let check = format!("return (async () => {{ {CHECK} }})()");
        let violations: Vec<Value> = match self.run(&check).await {
            Value::Array(violations) => violations,
            other => panic!("{}'s axe answers {other}", self.name),
        };
        let lines = violations.iter().filter_map(Value::as_str);
        lines.map(str::to_owned).collect()
    }
}
