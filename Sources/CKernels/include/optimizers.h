#ifndef OPTIMIZERS_H
#define OPTIMIZERS_H
#include <stdbool.h>
#include <stddef.h>

/// Which rule moves the parameters.
enum optimizer_kind {
  OPTIMIZER_DESCENT,
  OPTIMIZER_MOMENTUM,
  OPTIMIZER_RMS,
  OPTIMIZER_ADAGRAD,
  OPTIMIZER_ADAM,
};

/// The constants of one step; a rule reads those that it has. They are rounded to the parameters'
/// type when the step begins.
struct optimizer_step {
  enum optimizer_kind kind;
  /// What the step is multiplied by.
  double rate;
  /// The gradient of every rule is g + decay p; 0 for no weight decay.
  double decay;
  /// Adam: parameters are multiplied by this first; 1 for no decoupled weight decay.
  double shrink;
  /// The velocity is momentum v + fresh (...).
  double momentum, fresh;
  /// The mean of gradients moves by this share towards the new one.
  double mean_share;
  /// The mean of squares is square_keep s + square_share g^2.
  double square_keep, square_share;
  /// Adam: the root of the squares is multiplied by this.
  double root_scale;
  /// Added to the root.
  double epsilon;
  /// Momentum: look ahead. RMS: take the squared mean away. Adam: keep the largest squares.
  bool nesterov, centred, amsgrad;
};

/// Moves n parameters by one step. The state holds one, two or three runs of n values one after the
/// other, in this order: velocity (momentum); squares, mean if centred, velocity if momentum is not
/// 0 (RMS); squares (Adagrad); mean, squares, largest squares if amsgrad (Adam).
///
/// The same bits come out whatever n is, and with AVX2 or without: no multiplication is fused with
/// an addition. AVX2 is used if it is wanted and the processor has it.
void optimizer_update_float(
    const struct optimizer_step *step, float *parameters, const float *gradient, float *state,
    ptrdiff_t n, bool wants_avx2);

/// The same in double precision.
void optimizer_update_double(
    const struct optimizer_step *step, double *parameters, const double *gradient, double *state,
    ptrdiff_t n, bool wants_avx2);

#endif
