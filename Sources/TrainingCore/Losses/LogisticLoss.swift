/// For a target of 0 or 1 and a prediction on the scale of log odds: binary cross-entropy of logits.
///
/// The negative log likelihood -y log s(f) - (1 - y) log(1 - s(f)) with the sigmoid s, that is
/// log(1 + exp(f)) - y f, written so that no exponential can overflow, not even in a branch that is
/// not taken: there the tape would multiply infinity by zero. The slope s(f) - y is continuous at
/// f = 0, where the branches meet; `abs(f)` in place of the second choice would lose 1/2 there. Small
/// losses of good predictions keep their digits.
struct LogisticLoss: NamedLoss {
  let names = ["logistic", "bce-with-logits"]
  let summary = "for a target of 0 or 1 and a prediction on the scale of log odds"
  let formula = "where(f > 0, f - y*f, -y*f) + log1p(exp(where(f > 0, -f, f)))"
}
