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
      // log(1 + (cosh x - 1)) near 0, where the other form would cancel.
      V size = absolute(x), u = -NAME(expm1)(-size), decay = 1 - u;
      V rest = NAME(log1p)(select(size < 1, u * u / (2 * decay), decay * decay));
      return rest + select(size < 1, all(0), size - LOG_2);
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

/// Sums are added up in parts of so many terms: in a single sum of a million terms of one sign,
/// float would lose all digits but two.
#define PART ((long)1024)

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

static inline V NAME(without_rest)(V v, long count) {
  for (long i = 0; i < LANES; i++)
    if (i >= count) v[i] = 0;
  return v;
}

/// Makes one long row of a result of one column, or of operands without gaps: short rows are slow.
/// Operands are NULL where there is none.
static void NAME(flatten)(long *rows, long *columns, tape_operand *operands[], int count) {
  bool is_dense = true;
  for (int i = 0; i < count; i++)
    is_dense &= operands[i]->column_stride == 1 && operands[i]->row_stride == *columns;
  bool is_column = *columns == 1;
  if (*rows == 1 || !(is_dense || is_column)) return;
  for (int i = 0; i < count; i++) {
    operands[i]->column_stride = is_column ? operands[i]->row_stride : 1;
    operands[i]->row_stride = 0;
  }
  *columns *= *rows;
  *rows = 1;
}

static void NAME(binary)(int operation, long rows, long columns, tape_operand a, tape_operand b,
                         void *result) {
  T *y = result;
  NAME(flatten)(&rows, &columns, (tape_operand *[]){&a, &b}, 2);
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
  if (stride == 0) *sum += count == LANES ? v : NAME(without_rest)(v, count);
  else if (count == LANES) store(row + from, load(row + from) + v);
  else store_part(row + from, load_part(row + from, count) + v, count);
}

static void NAME(binary_backward)(int operation, int side, long rows, long columns, tape_operand a,
                                  tape_operand b, const void *result, const void *adjoint,
                                  tape_operand d) {
  const T *y = result, *dy = adjoint;
  NAME(flatten)(&rows, &columns, (tape_operand *[]){&a, &b, &d}, 3);
  for (long r = 0; r < rows; r++, y += columns, dy += columns) {
    const T *ra = (const T *)a.values + r * a.row_stride;
    const T *rb = (const T *)b.values + r * b.row_stride;
    T *rd = (T *)d.values + r * d.row_stride;
    for (long start = 0; start < columns; start += PART) {
      long end = columns - start < PART ? columns : start + PART;
      V sum = {0};
      for (long c = start; c < end; c += LANES) {
        long count = end - c < LANES ? end - c : LANES;
        V v = NAME(piece)(dy, 1, c, count);
        if (operation == TAPE_SUBTRACT && side == 1) v = -v;
        if (operation == TAPE_MULTIPLY)
          v *= side == 0 ? NAME(piece)(rb, b.column_stride, c, count)
                         : NAME(piece)(ra, a.column_stride, c, count);
        if (operation == TAPE_DIVIDE) {
          V divisor = NAME(piece)(rb, b.column_stride, c, count);
          v = side == 0 ? v / divisor : -v * NAME(piece)(y, 1, c, count) / divisor;
        }
        NAME(give)(rd, d.column_stride, c, count, v, &sum);
      }
      if (d.column_stride == 0) rd[0] += total(sum);
    }
  }
}

/// Adds rows to one row, whose sums stay in registers.
static void NAME(add_rows)(T factor, long rows, long columns, const T *from, long stride, T *to) {
  for (long c = 0; c < columns; c += LANES) {
    long count = columns - c < LANES ? columns - c : LANES;
    V sum = NAME(piece)(to, 1, c, count);
    for (long start = 0; start < rows; start += PART) {
      long end = rows - start < PART ? rows : start + PART;
      V part = {0};
      for (long r = start; r < end; r++)
        part += factor * NAME(piece)(from + r * stride, 1, c, count);
      sum += part;
    }
    if (count == LANES) store(to + c, sum);
    else store_part(to + c, sum, count);
  }
}

static void NAME(add)(double scale, long rows, long columns, tape_operand from, tape_operand to) {
  T factor = (T)scale;
  NAME(flatten)(&rows, &columns, (tape_operand *[]){&from, &to}, 2);
  if (to.row_stride == 0 && to.column_stride == 1 && from.column_stride == 1) {
    NAME(add_rows)(factor, rows, columns, from.values, from.row_stride, to.values);
    return;
  }
  for (long r = 0; r < rows; r++) {
    const T *rf = (const T *)from.values + r * from.row_stride;
    T *rt = (T *)to.values + r * to.row_stride;
    for (long start = 0; start < columns; start += PART) {
      long end = columns - start < PART ? columns : start + PART;
      V sum = {0};
      for (long c = start; c < end; c += LANES) {
        long count = end - c < LANES ? end - c : LANES;
        V v = NAME(piece)(rf, from.column_stride, c, count) * factor;
        NAME(give)(rt, to.column_stride, c, count, v, &sum);
      }
      if (to.column_stride == 0) rt[0] += total(sum);
    }
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
    if (size == LANES) store(y + c, v);
    else store_part(y + c, v, size);
    sum += size == LANES ? v : NAME(without_rest)(v, size);
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
      // The largest one first: added to the logarithm it would take digits from it.
      T rest = (T)log((double)sum);
      for (long c = 0; c < columns; c++) y[c] = x[c] - most - rest;
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

/// One column: products of rows with a vector, all of which lie without gaps.
static void NAME(single)(long m, long k, const T *a, long a_row, const T *b, T *c,
                         bool accumulate) {
  for (long i = 0; i < m; i++) {
    const T *row = a + i * a_row;
    V sum = {0};
    long p = 0;
    for (; p + LANES <= k; p += LANES) sum += load(row + p) * load(b + p);
    if (p < k) sum += load_part(row + p, k - p) * load_part(b + p, k - p);
    c[i] = (accumulate ? c[i] : 0) + total(sum);
  }
}

#define TILES(height, width)                                                                    \
  for (; i + (height) <= m; i += (height))                                                      \
    NAME(tile)(height, width, k, a + i * a_row, a_row, a_column, b + j, n, c + i * n + j, n,    \
               accumulate)

/// A product whose sums are short enough to be added up in one.
static void NAME(multiply_part)(long m, long n, long k, const T *a, long a_row, long a_column,
                                const T *b, T *c, bool accumulate) {
  if (n == 1 && a_column == 1) return NAME(single)(m, k, a, a_row, b, c, accumulate);
  if (n == 1) {
    // A transposed matrix times a column is the column as a row times the matrix.
    const T *column = b;
    b = a;
    a = column;
    n = m;
    m = a_column = 1;
    a_row = k;
  }
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

static void NAME(multiply)(bool transpose_a, bool transpose_b, long m, long n, long k,
                           const void *left, const void *right, void *product, bool accumulate,
                           void *scratch) {
  const T *a = left, *b = right;
  long a_row = transpose_a ? 1 : k, a_column = transpose_a ? m : 1;
  if (transpose_b && n > 1 && k > 1) {
    T *turned = scratch;
    for (long j = 0; j < n; j++)
      for (long p = 0; p < k; p++) turned[p * n + j] = b[j * k + p];
    b = turned;
  }
  long start = 0;
  do {
    long depth = k - start < PART ? k - start : PART;
    NAME(multiply_part)(m, n, depth, a + start * a_column, a_row, a_column, b + start * n, product,
                        accumulate || start > 0);
    start += depth;
  } while (start < k);
}

// MARK: What a leaf accumulates

/// Writes a stream of values past the caches in whole vectors, from a buffer that stays in them:
/// lines written in parts would be read again first.
#define BUFFER ((long)(8192 / sizeof(T)))
typedef struct {
  T *next;
  long held;
  T buffer[8192 / sizeof(T) + 64 / sizeof(T)];
} NAME(stream);

static inline void NAME(flush)(NAME(stream) *s, bool is_last) {
  long i = 0;
  while (i < s->held && ((uintptr_t)s->next & (BYTES - 1)) != 0) *s->next++ = s->buffer[i++];
  for (; i + LANES <= s->held; i += LANES, s->next += LANES)
    __builtin_nontemporal_store(load(s->buffer + i), (V *)s->next);
  if (is_last)
    while (i < s->held) *s->next++ = s->buffer[i++];
  long rest = s->held - i;
  memmove(s->buffer, s->buffer + i, rest * sizeof(T));
  s->held = rest;
}

/// One sample's product, written past the caches.
static void NAME(stream_outer)(long m, long n, const T *a, const T *d, T *to) {
  NAME(stream) s;
  s.next = to;
  s.held = 0;
  for (long p = 0; p < m; p++) {
    V factor = all(a[p]);
    for (long c = 0; c < n;) {
      long count = n - c < BUFFER - s.held ? n - c : BUFFER - s.held;
      T *at = s.buffer + s.held;
      long i = 0;
      for (; i + LANES <= count; i += LANES) store(at + i, factor * load(d + c + i));
      for (; i < count; i++) at[i] = a[p] * d[c + i];
      s.held += count;
      c += count;
      if (s.held == BUFFER) NAME(flush)(&s, false);
    }
  }
  NAME(flush)(&s, true);
}

static void NAME(outer)(long rows, long m, long n, const void *left, const void *right, void *out,
                        long stride, bool accumulate, bool stream) {
  const T *a = left, *d = right;
  for (long r = 0; r < rows; r++, d += n) {
    T *to = (T *)out + r * stride;
    if (stream && a && !accumulate) {
      NAME(stream_outer)(m, n, a + r * m, d, to);
      continue;
    }
    for (long p = 0; p < m; p++, to += n) {
      T factor = a ? a[r * m + p] : 1;
      long c = 0;
      for (; c + LANES <= n; c += LANES) {
        V v = factor * load(d + c);
        store(to + c, accumulate ? load(to + c) + v : v);
      }
      for (; c < n; c++) to[c] = accumulate ? to[c] + factor * d[c] : factor * d[c];
    }
  }
#if defined(__x86_64__)
  // Such writes are not ordered with later ones that tell other threads of them.
  if (stream) __builtin_ia32_sfence();
#endif
}

static double NAME(sum_of_squares)(const T *x, long count) {
  double result = 0;
  long i = 0;
  while (i + 2 * LANES <= count) {
    long end = count - i < PART ? count : i + PART;
    V sum[2] = {{0}, {0}};
    for (; i + 2 * LANES <= end; i += 2 * LANES)
      for (int j = 0; j < 2; j++) {
        V v = load(x + i + j * LANES);
        sum[j] += v * v;
      }
    result += (double)total(sum[0] + sum[1]);
  }
  double rest = 0;
  for (; i < count; i++) rest += (double)x[i] * x[i];
  return result + rest;
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
  T *means = sums, *variances = squares;
  for (long i = 0; i < count; i++) {
    // In double, so that the difference itself takes no digits from a float's variance.
    double mean = means[i] / n, rest = variances[i] / n - mean * mean;
    means[i] = (T)mean;
    variances[i] = (T)(rest < 0 ? 0 : rest);
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
