/// For a target of -1 or 1: zero for predictions beyond the margin on the right side.
///
/// The slope is 0 at the kink y f = 1, as with PyTorch's `multi_margin_loss` and
/// `relu(1 - y*f)`; `clamp` and `hinge_embedding_loss` have -y there.
///
/// Source: C. Cortes and V. Vapnik, "Support-vector networks", Machine Learning 20 (1995).
struct HingeLoss: NamedLoss {
  let names = ["hinge"]
  let summary = "for a target of -1 or 1: zero beyond the margin; has a kink where y*f = 1"
  let formula = "max(0, 1 - y*f)"
}
