/// Squared for errors below 1, straight beyond.
///
/// Value and slope agree where the pieces meet, at errors of -1 and 1.
///
/// Source: P. J. Huber, "Robust estimation of a location parameter", 1964, with the bound 1.
struct HuberLoss: NamedLoss {
  let names = ["huber"]
  let summary = "squared for errors below 1, straight beyond"
  let formula = "where(abs(y - f) < 1, (y - f)^2/2, abs(y - f) - 1/2)"
}
