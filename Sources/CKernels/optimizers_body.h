// Included by optimizers.c with REAL and NAMED defined; no include guard, as it is meant to be
// included several times.
//
// Every rule is written once with its switches as arguments, and called with constants for them, so
// that the compiler makes a loop without branches of every combination in use.

#define RULE static inline __attribute__((always_inline)) void

RULE NAMED(descend)(
    const struct optimizer_step *step, REAL *restrict p, const REAL *restrict g, ptrdiff_t n,
    const bool decays) {
  const REAL rate = (REAL)step->rate, decay = (REAL)step->decay;
  for (ptrdiff_t i = 0; i < n; i++) {
    const REAL slope = decays ? g[i] + decay * p[i] : g[i];
    p[i] -= rate * slope;
  }
}

RULE NAMED(move)(
    const struct optimizer_step *step, REAL *restrict p, const REAL *restrict g, REAL *restrict v,
    ptrdiff_t n, const bool decays, const bool nesterov) {
  const REAL rate = (REAL)step->rate, decay = (REAL)step->decay;
  const REAL momentum = (REAL)step->momentum, fresh = (REAL)step->fresh;
  for (ptrdiff_t i = 0; i < n; i++) {
    const REAL slope = decays ? g[i] + decay * p[i] : g[i];
    const REAL velocity = momentum * v[i] + fresh * slope;
    v[i] = velocity;
    p[i] -= rate * (nesterov ? slope + momentum * velocity : velocity);
  }
}

RULE NAMED(scale)(
    const struct optimizer_step *step, REAL *restrict p, const REAL *restrict g,
    REAL *restrict squares, REAL *restrict mean, REAL *restrict v, ptrdiff_t n, const bool decays,
    const bool centred, const bool moves) {
  const REAL rate = (REAL)step->rate, decay = (REAL)step->decay, share = (REAL)step->mean_share;
  const REAL keep = (REAL)step->square_keep, fresh = (REAL)step->square_share;
  const REAL epsilon = (REAL)step->epsilon, momentum = (REAL)step->momentum;
  // From the nearer end, as with any interpolation: exact where the share is 0 or 1.
  const bool near = share < (REAL)0.5;
  const REAL part = near ? share : share - 1;
  for (ptrdiff_t i = 0; i < n; i++) {
    const REAL slope = decays ? g[i] + decay * p[i] : g[i];
    REAL spread = keep * squares[i] + fresh * slope * slope;
    squares[i] = spread;
    if (centred) {
      const REAL middle = (near ? mean[i] : slope) + part * (slope - mean[i]);
      mean[i] = middle;
      spread -= middle * middle;
      // Rounding may leave less than nothing of a variance.
      spread = spread < 0 ? 0 : spread;
    }
    const REAL root = __builtin_elementwise_sqrt(spread) + epsilon;
    if (moves) {
      const REAL velocity = momentum * v[i] + slope / root;
      v[i] = velocity;
      p[i] -= rate * velocity;
    } else {
      p[i] -= rate * slope / root;
    }
  }
}

RULE NAMED(accumulate)(
    const struct optimizer_step *step, REAL *restrict p, const REAL *restrict g,
    REAL *restrict squares, ptrdiff_t n, const bool decays) {
  const REAL rate = (REAL)step->rate, decay = (REAL)step->decay, epsilon = (REAL)step->epsilon;
  for (ptrdiff_t i = 0; i < n; i++) {
    const REAL slope = decays ? g[i] + decay * p[i] : g[i];
    const REAL total = squares[i] + slope * slope;
    squares[i] = total;
    p[i] -= rate * slope / (__builtin_elementwise_sqrt(total) + epsilon);
  }
}

RULE NAMED(adapt)(
    const struct optimizer_step *step, REAL *restrict p, const REAL *restrict g,
    REAL *restrict mean, REAL *restrict squares, REAL *restrict largest, ptrdiff_t n,
    const bool decays, const bool amsgrad) {
  const REAL rate = (REAL)step->rate, decay = (REAL)step->decay, shrink = (REAL)step->shrink;
  const REAL share = (REAL)step->mean_share, scale = (REAL)step->root_scale;
  const REAL keep = (REAL)step->square_keep, fresh = (REAL)step->square_share;
  const REAL epsilon = (REAL)step->epsilon;
  const bool near = share < (REAL)0.5;
  const REAL part = near ? share : share - 1;
  for (ptrdiff_t i = 0; i < n; i++) {
    const REAL slope = decays ? g[i] + decay * p[i] : g[i];
    const REAL middle = (near ? mean[i] : slope) + part * (slope - mean[i]);
    REAL square = keep * squares[i] + fresh * slope * slope;
    mean[i] = middle;
    squares[i] = square;
    if (amsgrad) {
      // A square that is no number stays: it must not be hidden by an earlier one.
      square = square < largest[i] ? largest[i] : square;
      largest[i] = square;
    }
    const REAL root = __builtin_elementwise_sqrt(square) * scale + epsilon;
    p[i] = p[i] * shrink - rate * middle / root;
  }
}

#undef RULE

static void NAMED(update_scale)(
    const struct optimizer_step *step, REAL *p, const REAL *g, REAL *state, ptrdiff_t n) {
  const bool decays = step->decay != 0;
  REAL *mean = state + n, *v = state + (step->centred ? 2 * n : n);
  if (step->centred && step->momentum != 0)
    NAMED(scale)(step, p, g, state, mean, v, n, decays, true, true);
  else if (step->centred)
    NAMED(scale)(step, p, g, state, mean, 0, n, decays, true, false);
  else if (step->momentum != 0)
    NAMED(scale)(step, p, g, state, 0, v, n, decays, false, true);
  else if (decays)
    NAMED(scale)(step, p, g, state, 0, 0, n, true, false, false);
  else
    NAMED(scale)(step, p, g, state, 0, 0, n, false, false, false);
}

static void NAMED(update_adapt)(
    const struct optimizer_step *step, REAL *p, const REAL *g, REAL *state, ptrdiff_t n) {
  const bool decays = step->decay != 0;
  if (step->amsgrad)
    NAMED(adapt)(step, p, g, state, state + n, state + 2 * n, n, decays, true);
  else if (decays)
    NAMED(adapt)(step, p, g, state, state + n, 0, n, true, false);
  else
    NAMED(adapt)(step, p, g, state, state + n, 0, n, false, false);
}

static void NAMED(update)(
    const struct optimizer_step *step, REAL *p, const REAL *g, REAL *state, ptrdiff_t n) {
  const bool decays = step->decay != 0;
  switch (step->kind) {
  case OPTIMIZER_DESCENT:
    if (decays)
      NAMED(descend)(step, p, g, n, true);
    else
      NAMED(descend)(step, p, g, n, false);
    break;
  case OPTIMIZER_MOMENTUM:
    if (step->nesterov)
      NAMED(move)(step, p, g, state, n, decays, true);
    else if (decays)
      NAMED(move)(step, p, g, state, n, true, false);
    else
      NAMED(move)(step, p, g, state, n, false, false);
    break;
  case OPTIMIZER_RMS: NAMED(update_scale)(step, p, g, state, n); break;
  case OPTIMIZER_ADAGRAD: NAMED(accumulate)(step, p, g, state, n, decays); break;
  case OPTIMIZER_ADAM: NAMED(update_adapt)(step, p, g, state, n); break;
  }
}
