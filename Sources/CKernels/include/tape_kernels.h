#ifndef TAPE_KERNELS_H
#define TAPE_KERNELS_H
#include <stdbool.h>

/// Functions of one number that the tape applies to whole matrices.
enum tape_unary {
  TAPE_NEGATE,
  TAPE_EXP,
  TAPE_LOG,
  TAPE_LOG1P,
  TAPE_SQRT,
  TAPE_SQUARE,
  TAPE_ABS,
  TAPE_TANH,
  TAPE_SIGMOID,
  TAPE_RELU,
  TAPE_GELU,
  TAPE_SOFTPLUS,
  TAPE_LOG_COSH,
  TAPE_HUBER,
  TAPE_SIN,
  TAPE_COS,
};

/// Operations on two numbers.
enum tape_binary { TAPE_ADD, TAPE_SUBTRACT, TAPE_MULTIPLY, TAPE_DIVIDE };

/// A matrix that may stand for a larger one: a stride of 0 repeats a row or a column.
typedef struct {
  void *values;
  long row_stride, column_stride;
} tape_operand;

/// The inner loops for one kind of number on one kind of processor.
///
/// All matrices are stored row by row without gaps, and all counts are numbers of values, never of
/// bytes. Where `accumulate` is false the result is written and what was there is not read.
/// Sums run in an order that depends on the sizes alone.
typedef struct {
  /// c (m x n) = a (m x k) b (k x n), with a stored as k x m or b as n x k if it is transposed.
  /// For small matrices. `scratch` holds k * n values if b is transposed.
  void (*multiply)(bool transpose_a, bool transpose_b, long m, long n, long k, const void *a,
                   const void *b, void *c, bool accumulate, void *scratch);
  void (*unary)(int function, long count, const void *x, void *y);
  /// dx = dy f'(x), where y = f(x).
  void (*unary_backward)(int function, long count, const void *x, const void *y, const void *dy,
                         void *dx, bool accumulate);
  void (*binary)(int operation, long rows, long columns, tape_operand a, tape_operand b, void *y);
  /// Adds to the adjoint of one operand, `side` 0 or 1, summing over what was repeated.
  void (*binary_backward)(int operation, int side, long rows, long columns, tape_operand a,
                          tape_operand b, const void *y, const void *dy, tape_operand d);
  /// to += scale * from, summing over what is repeated in `to`.
  void (*add)(double scale, long rows, long columns, tape_operand from, tape_operand to);
  /// Each row's softmax, or its logarithm.
  void (*softmax)(bool logarithm, long rows, long columns, const void *x, void *y);
  void (*softmax_backward)(bool logarithm, long rows, long columns, const void *y, const void *dy,
                           void *dx, bool accumulate);
  /// Minus the logarithm of the softmax at each row's label; a label outside the columns gives NaN.
  void (*cross_entropy)(long rows, long columns, const void *x, const void *labels, void *y);
  void (*cross_entropy_backward)(long rows, long columns, const void *x, const void *labels,
                                 const void *dy, void *dx, bool accumulate);
  /// Every row's product of a column and a row, `rows` matrices of m x n, `stride` values apart.
  /// Written past the caches if `stream`, as such results are larger than they.
  void (*outer)(long rows, long m, long n, const void *a, const void *d, void *to, long stride,
                bool accumulate, bool stream);
  /// norms[row] += (sum of squares of d's row) * (sum of squares of a's row, or 1 without a).
  void (*squared_norms)(long rows, long m, long n, const void *a, const void *d, double *norms);
  void (*square)(long count, const void *x, void *y);
  void (*fill)(long count, double value, void *y);
  void (*repeat_row)(long rows, long columns, const void *row, void *y);
  /// y = x, rounded once.
  void (*round)(long count, const double *x, void *y);
  /// y += scale * x, both without gaps.
  void (*accumulate)(long count, double scale, const void *x, void *y);
  /// The sum in double precision.
  double (*sum)(long count, const void *x);
  /// From sums and sums of squares of n values to their mean and their variance with the factor
  /// 1/n, in place.
  void (*moments)(long count, double n, void *sums, void *squares);
  /// Whether all values are finite.
  bool (*all_finite)(long count, const void *x);
} tape_kernels;

/// The fastest loops that this processor runs.
const tape_kernels *tape_kernels_float(void);
const tape_kernels *tape_kernels_double(void);
/// The loops that any processor runs, to be compared with the fastest.
const tape_kernels *tape_kernels_float_portable(void);
const tape_kernels *tape_kernels_double_portable(void);

#endif
