/// For a target of 0 or 1 and a prediction on the scale of log odds.
///
/// The negative log likelihood -y log s(f) - (1 - y) log(1 - s(f)) with the sigmoid s, in its short
/// form. It is infinite for predictions above 709, where the exponential overflows.
struct LogisticLoss: NamedLoss {
  let names = ["logistic"]
  let summary = "for a target of 0 or 1 and a prediction on the scale of log odds"
  let formula = "log1p(exp(f)) - y*f"
}
