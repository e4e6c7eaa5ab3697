// The tape's inner loops for one kind of number on one kind of processor; see tape_kernels.h.

#include "tape_kernels.h"
#include "vector_math.h"

#define SQRT_HALF ((T)0.70710678118654752440)
#define NORMAL_PEAK ((T)0.39894228040143267794)
#define LOG_2 ((T)0.69314718055994530942)

// MARK: Functions of one number

static inline V NAME(root)(V x) { return __builtin_elementwise_sqrt(x); }

static inline __attribute__((always_inline)) V NAME(value)(int function, V x) {
  switch (function) {
    case TAPE_NEGATE: return -x;
    case TAPE_EXP: return NAME(exp)(x);
    case TAPE_LOG: return NAME(log)(x);
    case TAPE_LOG1P: return NAME(log1p)(x);
    case TAPE_SQRT: return NAME(root)(x);
    case TAPE_SQUARE: return x * x;
    case TAPE_ABS: return absolute(x);
    case TAPE_TANH: return NAME(tanh)(x);
    case TAPE_SIGMOID: return NAME(sigmoid)(x);
    // Not the maximum, which would hide a NaN.
    case TAPE_RELU: return select(x <= 0, all(0), x);
    case TAPE_GELU: return x * (T)0.5 * (1 + NAME(erf)(x * SQRT_HALF));
    case TAPE_SOFTPLUS: return NAME(softplus)(x);
    case TAPE_LOG_COSH: {
      V size = absolute(x);
      return size + NAME(log1p)(NAME(exp)(-2 * size)) - LOG_2;
    }
    case TAPE_HUBER: {
      V size = absolute(x);
      return select(size <= 1, x * x * (T)0.5, size - (T)0.5);
    }
    case TAPE_SIN: return NAME(sin)(x);
    case TAPE_COS: return NAME(cos)(x);
    default: return all(NAN);
  }
}

/// The derivative at x, where the function's value is y; 0 at kinks.
static inline __attribute__((always_inline)) V NAME(slope)(int function, V x, V y) {
  switch (function) {
    case TAPE_NEGATE: return all(-1);
    case TAPE_EXP: return y;
    case TAPE_LOG: return 1 / x;
    case TAPE_LOG1P: return 1 / (1 + x);
    case TAPE_SQRT: return (T)0.5 / y;
    case TAPE_SQUARE: return 2 * x;
    case TAPE_ABS: return select(x > 0, all(1), select(x < 0, all(-1), x * 0));
    case TAPE_TANH: return 1 - y * y;
    case TAPE_SIGMOID: return y * (1 - y);
    case TAPE_RELU: return select(x > 0, all(1), select(x < 0, all(0), x * 0));
    case TAPE_GELU: {
      V below = (T)0.5 * (1 + NAME(erf)(x * SQRT_HALF));
      return below + x * NORMAL_PEAK * NAME(exp)(x * x * (T)-0.5);
    }
    case TAPE_SOFTPLUS: return NAME(sigmoid)(x);
    case TAPE_LOG_COSH: return NAME(tanh)(x);
    case TAPE_HUBER: return select(x > 1, all(1), select(x < -1, all(-1), x));
    case TAPE_SIN: return NAME(cos)(x);
    case TAPE_COS: return -NAME(sin)(x);
    default: return all(NAN);
  }
}

static inline __attribute__((always_inline)) void NAME(map)(int function, long count, const T *x,
                                                            T *y) {
  long i = 0;
  for (; i + LANES <= count; i += LANES) store(y + i, NAME(value)(function, load(x + i)));
  if (i < count) {
    V rest = NAME(value)(function, load_part(x + i, count - i));
    store_part(y + i, rest, count - i);
  }
}

static inline __attribute__((always_inline)) void NAME(map_backward)(
    int function, long count, const T *x, const T *y, const T *dy, T *dx, bool accumulate) {
  long i = 0;
  for (; i + LANES <= count; i += LANES) {
    V change = load(dy + i) * NAME(slope)(function, load(x + i), load(y + i));
    store(dx + i, accumulate ? load(dx + i) + change : change);
  }
  if (i < count) {
    long rest = count - i;
    V change = load_part(dy + i, rest) *
               NAME(slope)(function, load_part(x + i, rest), load_part(y + i, rest));
    store_part(dx + i, accumulate ? load_part(dx + i, rest) + change : change, rest);
  }
}

// The function is a constant within each loop, so that each is compiled on its own.
#define EACH_FUNCTION(f)                                                                       \
  f(TAPE_NEGATE) f(TAPE_EXP) f(TAPE_LOG) f(TAPE_LOG1P) f(TAPE_SQRT) f(TAPE_SQUARE) f(TAPE_ABS) \
  f(TAPE_TANH) f(TAPE_SIGMOID) f(TAPE_RELU) f(TAPE_GELU) f(TAPE_SOFTPLUS) f(TAPE_LOG_COSH)     \
  f(TAPE_HUBER) f(TAPE_SIN) f(TAPE_COS)

static void NAME(unary)(int function, long count, const void *x, void *y) {
  switch (function) {
#define CASE(which) \
  case which: return NAME(map)(which, count, x, y);
    EACH_FUNCTION(CASE)
#undef CASE
  }
}

static void NAME(unary_backward)(int function, long count, const void *x, const void *y,
                                 const void *dy, void *dx, bool accumulate) {
  switch (function) {
#define CASE(which)                                                                        \
  case which:                                                                              \
    return accumulate ? NAME(map_backward)(which, count, x, y, dy, dx, true)               \
                      : NAME(map_backward)(which, count, x, y, dy, dx, false);
    EACH_FUNCTION(CASE)
#undef CASE
  }
}

// MARK: Operations on two numbers

static inline V NAME(combined)(int operation, V a, V b) {
  switch (operation) {
    case TAPE_ADD: return a + b;
    case TAPE_SUBTRACT: return a - b;
    case TAPE_MULTIPLY: return a * b;
    default: return a / b;
  }
}

/// `count` values of a row of an operand, repeated if its stride is 0.
static inline V NAME(piece)(const T *row, long stride, long from, long count) {
  if (stride == 0) return all(row[0]);
  return count == LANES ? load(row + from) : load_part(row + from, count);
}

static void NAME(binary)(int operation, long rows, long columns, tape_operand a, tape_operand b,
                         void *result) {
  T *y = result;
  for (long r = 0; r < rows; r++, y += columns) {
    const T *ra = (const T *)a.values + r * a.row_stride;
    const T *rb = (const T *)b.values + r * b.row_stride;
    for (long c = 0; c < columns; c += LANES) {
      long count = columns - c < LANES ? columns - c : LANES;
      V v = NAME(combined)(operation, NAME(piece)(ra, a.column_stride, c, count),
                           NAME(piece)(rb, b.column_stride, c, count));
      if (count == LANES) store(y + c, v);
      else store_part(y + c, v, count);
    }
  }
}

/// Adds to one row of an adjoint, or to its single value if the column is repeated.
static inline void NAME(give)(T *row, long stride, long from, long count, V v, V *sum) {
  if (stride == 0) *sum += v;
  else if (count == LANES) store(row + from, load(row + from) + v);
  else store_part(row + from, load_part(row + from, count) + v, count);
}

static void NAME(binary_backward)(int operation, int side, long rows, long columns, tape_operand a,
                                  tape_operand b, const void *result, const void *adjoint,
                                  tape_operand d) {
  const T *y = result, *dy = adjoint;
  for (long r = 0; r < rows; r++, y += columns, dy += columns) {
    const T *ra = (const T *)a.values + r * a.row_stride;
    const T *rb = (const T *)b.values + r * b.row_stride;
    T *rd = (T *)d.values + r * d.row_stride;
    V sum = {0};
    for (long c = 0; c < columns; c += LANES) {
      long count = columns - c < LANES ? columns - c : LANES;
      V v = count == LANES ? load(dy + c) : load_part(dy + c, count);
      V other = side == 0 ? NAME(piece)(rb, b.column_stride, c, count)
                          : NAME(piece)(ra, a.column_stride, c, count);
      V divisor = NAME(piece)(rb, b.column_stride, c, count);
      V quotient = count == LANES ? load(y + c) : load_part(y + c, count);
      if (operation == TAPE_SUBTRACT && side == 1) v = -v;
      if (operation == TAPE_MULTIPLY) v = v * other;
      if (operation == TAPE_DIVIDE) v = side == 0 ? v / divisor : -v * quotient / divisor;
      // Behind the end of a row there may be 0/0.
      if (count < LANES) {
        V kept = {0};
        memcpy(&kept, &v, count * sizeof(T));
        v = kept;
      }
      NAME(give)(rd, d.column_stride, c, count, v, &sum);
    }
    if (d.column_stride == 0) rd[0] += total(sum);
  }
}

static void NAME(add)(double scale, long rows, long columns, tape_operand from, tape_operand to) {
  T factor = (T)scale;
  for (long r = 0; r < rows; r++) {
    const T *rf = (const T *)from.values + r * from.row_stride;
    T *rt = (T *)to.values + r * to.row_stride;
    V sum = {0};
    for (long c = 0; c < columns; c += LANES) {
      long count = columns - c < LANES ? columns - c : LANES;
      V v = NAME(piece)(rf, from.column_stride, c, count) * factor;
      if (count < LANES) v = load_part((const T *)&v, count);
      NAME(give)(rt, to.column_stride, c, count, v, &sum);
    }
    if (to.column_stride == 0) rt[0] += total(sum);
  }
}

// MARK: Classes

static T NAME(largest)(const T *x, long count) {
  T most = -INFINITY;
  for (long c = 0; c < count; c++) most = x[c] > most ? x[c] : most;
  return most;
}

/// Writes exp(x - most) and returns the sum.
static T NAME(exponentials)(const T *x, long count, T most, T *y) {
  V sum = {0};
  for (long c = 0; c < count; c += LANES) {
    long size = count - c < LANES ? count - c : LANES;
    V v = NAME(exp)((size == LANES ? load(x + c) : load_part(x + c, size)) - most);
    if (size < LANES) v = load_part((const T *)&v, size);
    if (size == LANES) store(y + c, v);
    else store_part(y + c, v, size);
    sum += v;
  }
  return total(sum);
}

static void NAME(softmax)(bool logarithm, long rows, long columns, const void *in, void *out) {
  const T *x = in;
  T *y = out;
  for (long r = 0; r < rows; r++, x += columns, y += columns) {
    T most = NAME(largest)(x, columns);
    T sum = NAME(exponentials)(x, columns, most, y);
    if (logarithm) {
      T shift = most + (T)log((double)sum);
      for (long c = 0; c < columns; c++) y[c] = x[c] - shift;
    } else {
      for (long c = 0; c < columns; c++) y[c] /= sum;
    }
  }
}

static void NAME(softmax_backward)(bool logarithm, long rows, long columns, const void *result,
                                   const void *adjoint, void *to, bool accumulate) {
  const T *y = result, *dy = adjoint;
  T *dx = to;
  for (long r = 0; r < rows; r++, y += columns, dy += columns, dx += columns) {
    T sum = 0;
    for (long c = 0; c < columns; c++) sum += logarithm ? dy[c] : dy[c] * y[c];
    for (long c = 0; c < columns; c++) {
      T change = logarithm ? dy[c] - (T)exp((double)y[c]) * sum : y[c] * (dy[c] - sum);
      dx[c] = accumulate ? dx[c] + change : change;
    }
  }
}

/// The label as a column, or -1 if there is no such column.
static inline long NAME(label)(T label, long columns) {
  return label >= 0 && label < columns && label == (T)(long)label ? (long)label : -1;
}

static void NAME(cross_entropy)(long rows, long columns, const void *in, const void *labels,
                                void *out) {
  const T *x = in, *label = labels;
  T *y = out;
  for (long r = 0; r < rows; r++, x += columns) {
    long wanted = NAME(label)(label[r], columns);
    T most = NAME(largest)(x, columns), sum = 0;
    for (long c = 0; c < columns; c++) sum += (T)exp((double)(x[c] - most));
    y[r] = wanted < 0 ? (T)NAN : (T)log((double)sum) + (most - x[wanted]);
  }
}

static void NAME(cross_entropy_backward)(long rows, long columns, const void *in,
                                         const void *labels, const void *adjoint, void *to,
                                         bool accumulate) {
  const T *x = in, *label = labels, *dy = adjoint;
  T *dx = to;
  for (long r = 0; r < rows; r++, x += columns, dx += columns) {
    long wanted = NAME(label)(label[r], columns);
    T most = NAME(largest)(x, columns), sum = 0;
    for (long c = 0; c < columns; c++) sum += (T)exp((double)(x[c] - most));
    for (long c = 0; c < columns; c++) {
      T share = (T)exp((double)(x[c] - most)) / sum;
      T change = wanted < 0 ? (T)NAN : dy[r] * (c == wanted ? share - 1 : share);
      dx[c] = accumulate ? dx[c] + change : change;
    }
  }
}

// MARK: Products of matrices

/// A tile of `height` rows and `width` vectors of the product, kept in registers.
static inline __attribute__((always_inline)) void NAME(tile)(
    int height, int width, long k, const T *a, long a_row, long a_column, const T *b, long b_row,
    T *c, long c_row, bool accumulate) {
  V sum[4][4];
  for (int i = 0; i < height; i++)
    for (int j = 0; j < width; j++)
      sum[i][j] = accumulate ? load(c + i * c_row + j * LANES) : (V){0};
  for (long p = 0; p < k; p++) {
    V right[4];
    for (int j = 0; j < width; j++) right[j] = load(b + p * b_row + j * LANES);
    for (int i = 0; i < height; i++) {
      V left = all(a[i * a_row + p * a_column]);
      for (int j = 0; j < width; j++) sum[i][j] += left * right[j];
    }
  }
  for (int i = 0; i < height; i++)
    for (int j = 0; j < width; j++) store(c + i * c_row + j * LANES, sum[i][j]);
}

/// What is left on the right of the tiles: less than a vector.
static void NAME(edge)(long m, long n, long k, const T *a, long a_row, long a_column, const T *b,
                       long b_row, T *c, long c_row, bool accumulate) {
  for (long i = 0; i < m; i++) {
    V sum = accumulate ? load_part(c + i * c_row, n) : (V){0};
    for (long p = 0; p < k; p++)
      sum += a[i * a_row + p * a_column] * load_part(b + p * b_row, n);
    store_part(c + i * c_row, sum, n);
  }
}

/// One column: products of rows with a vector that lies without gaps.
static void NAME(single)(long m, long k, const T *a, long a_row, long a_column, const T *b, T *c,
                         bool accumulate) {
  if (a_column == 1) {
    for (long i = 0; i < m; i++) {
      const T *row = a + i * a_row;
      V sum = {0};
      long p = 0;
      for (; p + LANES <= k; p += LANES) sum += load(row + p) * load(b + p);
      if (p < k) sum += load_part(row + p, k - p) * load_part(b + p, k - p);
      c[i] = (accumulate ? c[i] : 0) + total(sum);
    }
  } else {
    if (!accumulate) memset(c, 0, m * sizeof(T));
    for (long p = 0; p < k; p++) {
      T factor = b[p];
      for (long i = 0; i < m; i++) c[i] += a[i * a_row + p * a_column] * factor;
    }
  }
}

#define TILES(height, width)                                                                    \
  for (; i + (height) <= m; i += (height))                                                      \
    NAME(tile)(height, width, k, a + i * a_row, a_row, a_column, b + j, n, c + i * n + j, n,    \
               accumulate)

static void NAME(multiply)(bool transpose_a, bool transpose_b, long m, long n, long k,
                           const void *left, const void *right, void *product, bool accumulate,
                           void *scratch) {
  const T *a = left, *b = right;
  T *c = product;
  long a_row = transpose_a ? 1 : k, a_column = transpose_a ? m : 1;
  if (transpose_b && n > 1 && k > 1) {
    T *turned = scratch;
    for (long j = 0; j < n; j++)
      for (long p = 0; p < k; p++) turned[p * n + j] = b[j * k + p];
    b = turned;
  }
  if (n == 1) return NAME(single)(m, k, a, a_row, a_column, b, c, accumulate);
  long j = 0;
  for (; j + 2 * LANES <= n; j += 2 * LANES) {
    long i = 0;
    TILES(4, 2);
    TILES(1, 2);
  }
  for (; j + LANES <= n; j += LANES) {
    long i = 0;
    TILES(4, 1);
    TILES(1, 1);
  }
  if (j < n) NAME(edge)(m, n - j, k, a, a_row, a_column, b + j, n, c + j, n, accumulate);
}

// MARK: What a leaf accumulates

static void NAME(outer)(long rows, long m, long n, const void *left, const void *right, void *out,
                        long stride, bool accumulate, bool stream) {
  const T *a = left, *d = right;
  for (long r = 0; r < rows; r++, d += n) {
    T *to = (T *)out + r * stride;
    for (long p = 0; p < m; p++, to += n) {
      T factor = a ? a[r * m + p] : 1;
      long c = 0;
      if (accumulate) {
        for (; c < n; c++) to[c] += factor * d[c];
        continue;
      }
      if (stream) {
        // Whole lines only: a line that is written half past the caches and half through them costs
        // three times as much.
        enum { LINE = 64 / sizeof(T) };
        for (; c < n && ((uintptr_t)(to + c) & 63) != 0; c++) to[c] = factor * d[c];
        for (; c + LINE <= n; c += LINE)
          for (long k = c; k < c + LINE; k += LANES)
            __builtin_nontemporal_store(factor * load(d + k), (V *)(to + k));
      }
      for (; c + LANES <= n; c += LANES) store(to + c, factor * load(d + c));
      for (; c < n; c++) to[c] = factor * d[c];
    }
  }
}

static double NAME(sum_of_squares)(const T *x, long count) {
  V sum[2] = {{0}, {0}};
  long i = 0;
  for (; i + 2 * LANES <= count; i += 2 * LANES)
    for (int j = 0; j < 2; j++) {
      V v = load(x + i + j * LANES);
      sum[j] += v * v;
    }
  double rest = 0;
  for (; i < count; i++) rest += (double)x[i] * x[i];
  return (double)total(sum[0] + sum[1]) + rest;
}

static void NAME(squared_norms)(long rows, long m, long n, const void *left, const void *right,
                                double *norms) {
  const T *a = left, *d = right;
  for (long r = 0; r < rows; r++)
    norms[r] += NAME(sum_of_squares)(d + r * n, n) * (a ? NAME(sum_of_squares)(a + r * m, m) : 1);
}

static void NAME(square)(long count, const void *in, void *out) {
  const T *x = in;
  T *y = out;
  for (long i = 0; i < count; i++) y[i] = x[i] * x[i];
}

static void NAME(fill)(long count, double value, void *out) {
  T *y = out, v = (T)value;
  for (long i = 0; i < count; i++) y[i] = v;
}

static void NAME(repeat_row)(long rows, long columns, const void *row, void *out) {
  for (long r = 0; r < rows; r++)
    memcpy((T *)out + r * columns, row, columns * sizeof(T));
}

static void NAME(round)(long count, const double *x, void *out) {
  T *y = out;
  for (long i = 0; i < count; i++) y[i] = (T)x[i];
}

static void NAME(accumulate)(long count, double scale, const void *in, void *out) {
  const T *x = in;
  T *y = out, factor = (T)scale;
  for (long i = 0; i < count; i++) y[i] += factor * x[i];
}

static double NAME(sum)(long count, const void *in) {
  const T *x = in;
  // Eight sums side by side, added pairwise at the end: the order depends on the count alone.
  double part[8] = {0};
  long i = 0;
  for (; i + 8 <= count; i += 8)
    for (int j = 0; j < 8; j++) part[j] += (double)x[i + j];
  for (int j = 0; i < count; i++, j++) part[j] += (double)x[i];
  for (int width = 4; width > 0; width /= 2)
    for (int j = 0; j < width; j++) part[j] += part[j + width];
  return part[0];
}

static void NAME(moments)(long count, double n, void *sums, void *squares) {
  T *mean = sums, *variance = squares, share = (T)(1 / n);
  for (long i = 0; i < count; i++) {
    mean[i] *= share;
    T rest = variance[i] * share - mean[i] * mean[i];
    variance[i] = rest < 0 ? 0 : rest;
  }
}

static bool NAME(all_finite)(long count, const void *in) {
  const T *x = in;
  T sum = 0;
  // 0 times a number is 0, unless it is infinite or NaN.
  for (long i = 0; i < count; i++) sum += x[i] * 0;
  return sum == 0;
}

const tape_kernels NAME(tape_kernels) = {
    .multiply = NAME(multiply),
    .unary = NAME(unary),
    .unary_backward = NAME(unary_backward),
    .binary = NAME(binary),
    .binary_backward = NAME(binary_backward),
    .add = NAME(add),
    .softmax = NAME(softmax),
    .softmax_backward = NAME(softmax_backward),
    .cross_entropy = NAME(cross_entropy),
    .cross_entropy_backward = NAME(cross_entropy_backward),
    .outer = NAME(outer),
    .squared_norms = NAME(squared_norms),
    .square = NAME(square),
    .fill = NAME(fill),
    .repeat_row = NAME(repeat_row),
    .round = NAME(round),
    .accumulate = NAME(accumulate),
    .sum = NAME(sum),
    .moments = NAME(moments),
    .all_finite = NAME(all_finite),
};
