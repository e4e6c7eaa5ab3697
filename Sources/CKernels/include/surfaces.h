#ifndef SURFACES_H
#define SURFACES_H
#include <stddef.h>
#include <stdint.h>

/// Loss surfaces: the inner loops. None starts threads, allocates, or keeps state; sums are taken
/// in an order that hangs on the arguments alone.

/// What `surface_moments2` and `surface_moments3` write for each chunk of rows: the means of the
/// columns, then the sums of the products of their distances from these means (00, 01, 11, or
/// 00, 01, 02, 11, 12, 22).
#define SURFACE_MOMENTS2 5
#define SURFACE_MOMENTS3 9
void surface_moments2(const double *x, const double *y, size_t rows, double *moments);
void surface_moments3(
  const double *x, const double *y, const double *z, size_t rows, double *moments);

/// The number of doubles to whose multiple `columns` is to be filled up in what follows.
#define SURFACE_LANES 4
/// The columns of one group of accumulators.
#define SURFACE_GROUP 32

/// exponentials[i] = exp(offset[i] + factor times slope[i]); no offset if the pointer is null.
void surface_exponentials(
  const double *offset, const double *slope, double factor, size_t rows, double *exponentials);

/// table[i * columns + k] = exp(slope[i] times at[k]).
void surface_exponential_table(
  const double *slope, size_t rows, const double *at, size_t columns, double *table);

/// For every column k multiplies product[k] by all 1 + e[i] f[i * stride + k], and moves the
/// product's binary exponent into exponents[k] after every `run` rows. The caller sees to it that
/// `run` factors cannot overflow.
void surface_log_products(
  const double *e, const double *f, size_t stride, size_t rows, size_t run, size_t columns,
  double *product, int64_t *exponents);

/// sums[k] += sum of e[i] f[i * stride + k].
void surface_sum_products(
  const double *e, const double *f, size_t stride, size_t rows, size_t columns, double *sums);

/// sums[k] += sum of log(1 + exp(t)) with t = offset[i] + factor slope[i] + second[i] at[k], for
/// arguments of any size, without loss of relative precision where all terms are small. A null
/// pointer for `offset` stands for zeros; `second` has the given stride, 0 for one value.
/// `columns` need not be a multiple of anything.
void surface_softplus_sums(
  const double *offset, const double *slope, double factor, const double *second,
  size_t second_stride, size_t rows, const double *at, size_t columns, double *sums);

/// out (rows by columns) = left (rows by inner) times right (inner by columns), all row by row.
void surface_multiply(
  const double *left, const double *right, size_t rows, size_t inner, size_t columns,
  double *out);

/// What a step of a formula does; a comparison chooses between its third and fourth operand.
enum surface_operation {
  SURFACE_STEP_CONSTANT, SURFACE_STEP_COLUMN, SURFACE_STEP_PARAMETER, SURFACE_STEP_COPY,
  SURFACE_STEP_NEGATE, SURFACE_STEP_ADD, SURFACE_STEP_SUBTRACT, SURFACE_STEP_MULTIPLY,
  SURFACE_STEP_DIVIDE, SURFACE_STEP_SQUARE, SURFACE_STEP_POWER, SURFACE_STEP_LESS,
  SURFACE_STEP_LESS_OR_EQUAL, SURFACE_STEP_GREATER, SURFACE_STEP_GREATER_OR_EQUAL,
  SURFACE_STEP_EXP, SURFACE_STEP_LOG, SURFACE_STEP_LOG1P, SURFACE_STEP_SQRT, SURFACE_STEP_TANH,
  SURFACE_STEP_SIGMOID, SURFACE_STEP_SIN, SURFACE_STEP_COS, SURFACE_STEP_ABS, SURFACE_STEP_SIGN,
  SURFACE_STEP_ERF,
  SURFACE_STEP_SOFTPLUS
};

/// On what a step's value depends.
enum surface_phase {
  SURFACE_ALWAYS, SURFACE_BY_POINT, SURFACE_BY_ROW, SURFACE_BY_ROW_AND_POINT
};
struct surface_step {
  enum surface_operation operation;
  enum surface_phase phase;
  /// Numbers of earlier steps; of a leaf, the number of its column or parameter.
  size_t a, b, c, d;
  double value;
};
/// Where a step's values are: as many as rows, or one vector of equal ones where `mask` is 0.
struct surface_slot {
  const double *data;
  size_t mask;
};
/// Rows that are taken together.
#define SURFACE_BLOCK 256
/// sums[p] += sum of step `loss` over rows, at each of the points (u, v) one after the other, with
/// columns[number * stride + row]. `slots` must hold `count`, `scratch` SURFACE_BLOCK times as
/// many.
void surface_program_sums(
  const struct surface_step *steps, size_t count, size_t loss, const double *columns,
  size_t stride, size_t rows, const double *points, size_t point_count,
  struct surface_slot *slots, double *scratch, double *sums);

enum surface_activation {
  SURFACE_IDENTITY, SURFACE_TANH, SURFACE_RELU, SURFACE_SIGMOID, SURFACE_GELU
};
enum surface_loss {
  SURFACE_SQUARED, SURFACE_ABSOLUTE, SURFACE_HUBER, SURFACE_LOG_COSH, SURFACE_LOGISTIC,
  SURFACE_CROSS_ENTROPY, SURFACE_POISSON, SURFACE_HINGE
};

/// A network of dense layers. A layer's parameters are packed: for each of its inputs a row of
/// `padded` weights, then `padded` biases, where `padded` is the number of outputs filled up with
/// zeros to a multiple of SURFACE_UNITS.
struct surface_network {
  const size_t *sizes;  // layers + 1 of them
  size_t layers;
  enum surface_activation activation;
  enum surface_loss loss;
};
#define SURFACE_UNITS 4
/// Rows are taken so many at a time; arrays of rows are filled up to a multiple of it.
#define SURFACE_ROWS 16

/// The number of values, double or float, that `scratch` must hold.
size_t surface_network_scratch(const struct surface_network *network);
/// The number of packed parameters.
size_t surface_network_packed(const struct surface_network *network);

/// theta[k] = origin[k] + u first[k] + v second[k], rounded once for float.
void surface_place_f64(
  const double *origin, const double *first, const double *second, double u, double v,
  size_t count, double *theta);
void surface_place_f32(
  const double *origin, const double *first, const double *second, double u, double v,
  size_t count, float *theta);

/// The first layer's sums before the activation for all rows: out[unit * stride + row], units
/// filled up to `padded`. Inputs stand as x[input * stride + row].
void surface_first_layer_f64(
  const struct surface_network *network, const double *theta, const double *x, size_t stride,
  size_t rows, double *out);
void surface_first_layer_f32(
  const struct surface_network *network, const float *theta, const float *x, size_t stride,
  size_t rows, float *out);

/// The sum of the losses of rows 0 to rows - 1, with inputs x[input * stride + row] and targets
/// y[output * stride + row] (class numbers y[row] for the cross-entropy). If `tables` is not null,
/// it holds three results of the first layer, one after the other, for the origin and the two
/// directions, and the layer's sums at (u, v) are taken from them.
double surface_network_sum_f64(
  const struct surface_network *network, const double *theta, const double *x, const double *y,
  size_t stride, size_t rows, const double *tables, double u, double v, double *scratch);
double surface_network_sum_f32(
  const struct surface_network *network, const float *theta, const float *x, const float *y,
  size_t stride, size_t rows, const float *tables, double u, double v, float *scratch);

#endif
