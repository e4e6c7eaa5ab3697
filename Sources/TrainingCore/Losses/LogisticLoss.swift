/// For a target of 0 or 1 and a prediction on the scale of log odds: binary cross-entropy of logits.
///
/// The negative log likelihood -y log s(f) - (1 - y) log(1 - s(f)) with the sigmoid s, in its short
/// form, good to a rounding of f. In softplus(f) = log(1 + exp(f)) nothing overflows; `where` or
/// `abs` would not overflow either, but count as kinks: the referee would be rougher and a least
/// loss that does not exist called attained.
struct LogisticLoss: NamedLoss {
  let names = ["logistic", "bce-with-logits"]
  let summary = "for a target of 0 or 1 and a prediction on the scale of log odds"
  let formula = "softplus(f) - y*f"
}
