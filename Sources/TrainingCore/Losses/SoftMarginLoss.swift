/// For a target of -1 or 1 and a prediction on the scale of log odds: log(1 + exp(-y f)).
///
/// The same loss as ``LogisticLoss`` with the other labels, and PyTorch's `SoftMarginLoss`; written
/// for large predictions in the same way.
struct SoftMarginLoss: NamedLoss {
  let names = ["soft-margin"]
  let summary = "for a target of -1 or 1 and a prediction on the scale of log odds"
  let formula = "where(y*f < 0, -y*f, 0) + log1p(exp(where(y*f < 0, y*f, -y*f)))"
}
