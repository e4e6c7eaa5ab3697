/// For a target of -1 or 1 and a prediction on the scale of log odds: log(1 + exp(-y f)).
///
/// The same loss as ``LogisticLoss`` with the other labels: PyTorch's `SoftMarginLoss`.
struct SoftMarginLoss: NamedLoss {
  let names = ["soft-margin"]
  let summary = "for a target of -1 or 1 and a prediction on the scale of log odds"
  let formula = "softplus(-y*f)"
}
