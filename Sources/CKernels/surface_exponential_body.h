// Sums over rows of functions of exp(a + u p + v q), which on a grid is a product of two
// exponentials: one of them for each (row, u), the other for each (row, v). Included for each
// target with SURFACE_NAME defined.
#include "surface_math.h"

static void SURFACE_NAME(exponentials)(
  const double *offset, const double *slope, double factor, size_t rows, double *out
) {
  size_t i = 0;
  for (; i + LANES <= rows; i += LANES) {
    VEC t = SURFACE_NAME(load)(slope + i) * factor;
    if (offset) t += SURFACE_NAME(load)(offset + i);
    SURFACE_NAME(store)(out + i, SURFACE_NAME(exp)(t));
  }
  for (; i < rows; i++) {
    VEC t = SURFACE_NAME(all)(slope[i]) * factor;
    if (offset) t += offset[i];
    out[i] = SURFACE_NAME(exp)(t)[0];
  }
}

static void SURFACE_NAME(exponential_table)(
  const double *slope, size_t rows, const double *at, size_t columns, double *table
) {
  for (size_t i = 0; i < rows; i++)
    for (size_t k = 0; k < columns; k += LANES)
      SURFACE_NAME(store)(
        table + i * columns + k, SURFACE_NAME(exp)(SURFACE_NAME(load)(at + k) * slope[i]));
}

/// `count` vectors of columns stay in registers over all rows; count is a constant wherever this is
/// inlined.
INLINE void SURFACE_NAME(log_group)(
  size_t count, const double *e, const double *f, size_t stride, size_t rows, size_t run,
  double *product, int64_t *exponents
) {
  const BITS mantissa = (BITS){0} + 0xFFFFFFFFFFFFF, one = (BITS){0} + 0x3FF0000000000000;
  VEC p[8];
  for (size_t j = 0; j < count; j++) p[j] = SURFACE_NAME(load)(product + j * LANES);
  for (size_t start = 0; start < rows; start += run) {
    size_t end = rows - start < run ? rows : start + run;
    for (size_t i = start; i < end; i++) {
      VEC a = SURFACE_NAME(all)(e[i]);
      const double *row = f + i * stride;
#pragma clang loop unroll(full)
      for (size_t j = 0; j < count; j++)
        p[j] *= a * SURFACE_NAME(load)(row + j * LANES) + 1.0;
    }
    for (size_t j = 0; j < count; j++) {
      BITS b = (BITS)p[j], sum;
      memcpy(&sum, exponents + j * LANES, sizeof sum);
      sum += (b >> 52) - 1023;
      memcpy(exponents + j * LANES, &sum, sizeof sum);
      p[j] = (VEC)((b & mantissa) | one);
    }
  }
  for (size_t j = 0; j < count; j++) SURFACE_NAME(store)(product + j * LANES, p[j]);
}

/// Groups of nearly equal size, because a small one waits for its own results.
static void SURFACE_NAME(log_products)(
  const double *e, const double *f, size_t stride, size_t rows, size_t run, size_t columns,
  double *product, int64_t *exponents
) {
  size_t vectors = columns / LANES, groups = (vectors + 7) / 8, done = 0;
  for (size_t group = 0; group < groups; group++) {
    size_t count = (vectors - done + groups - group - 1) / (groups - group);
    size_t k = done * LANES;
    done += count;
#define GROUP(n) \
  case n: \
    SURFACE_NAME(log_group)(n, e, f + k, stride, rows, run, product + k, exponents + k); \
    break;
    switch (count) { GROUP(1) GROUP(2) GROUP(3) GROUP(4) GROUP(5) GROUP(6) GROUP(7) GROUP(8) }
#undef GROUP
  }
}

INLINE void SURFACE_NAME(sum_group)(
  size_t count, const double *e, const double *f, size_t stride, size_t rows, double *sums
) {
  VEC s[8];
  for (size_t j = 0; j < count; j++) s[j] = SURFACE_NAME(load)(sums + j * LANES);
  for (size_t i = 0; i < rows; i++) {
    VEC a = SURFACE_NAME(all)(e[i]);
    const double *row = f + i * stride;
#pragma clang loop unroll(full)
    for (size_t j = 0; j < count; j++) s[j] += a * SURFACE_NAME(load)(row + j * LANES);
  }
  for (size_t j = 0; j < count; j++) SURFACE_NAME(store)(sums + j * LANES, s[j]);
}

static void SURFACE_NAME(sum_products)(
  const double *e, const double *f, size_t stride, size_t rows, size_t columns, double *sums
) {
  size_t vectors = columns / LANES, groups = (vectors + 7) / 8, done = 0;
  for (size_t group = 0; group < groups; group++) {
    size_t count = (vectors - done + groups - group - 1) / (groups - group);
    size_t k = done * LANES;
    done += count;
#define GROUP(n) \
  case n: SURFACE_NAME(sum_group)(n, e, f + k, stride, rows, sums + k); break;
    switch (count) { GROUP(1) GROUP(2) GROUP(3) GROUP(4) GROUP(5) GROUP(6) GROUP(7) GROUP(8) }
#undef GROUP
  }
}

/// log(1 + exp(t)) is max(t, 0) + log(1 + e) with e = exp(-|t|). The product of the 1 + e is kept
/// less 1, as s, for 1 + e would forget an e below the last place: s becomes s + e + s e. After 512
/// factors of at most 2 it is far from overflow.
static double SURFACE_NAME(softplus_sum)(
  const double *offset, const double *slope, double factor, const double *second, size_t stride,
  size_t rows, double at
) {
  VEC linear = {0}, s = {0};
  double tail = 0, rest = 0;
  size_t i = 0;
  for (; i + LANES <= rows; i += LANES) {
    VEC q = stride ? SURFACE_NAME(load)(second + i) : SURFACE_NAME(all)(second[0]);
    VEC t = SURFACE_NAME(load)(slope + i) * factor + q * at;
    if (offset) t += SURFACE_NAME(load)(offset + i);
    VEC e = SURFACE_NAME(exp)(-SURFACE_NAME(abs)(t));
    linear += SURFACE_NAME(max)(t, (VEC){0});
    s = s * e + (s + e);
  }
  for (; i < rows; i++) {
    double t = slope[i] * factor + second[stride ? i : 0] * at + (offset ? offset[i] : 0);
    double e = exp(-fabs(t));
    tail += t > 0 ? t : 0;
    rest = rest * e + (rest + e);
  }
  double sum = tail + log1p(rest);
  for (size_t lane = 0; lane < LANES; lane++) sum += linear[lane] + log1p(s[lane]);
  return sum;
}

static void SURFACE_NAME(softplus_sums)(
  const double *offset, const double *slope, double factor, const double *second, size_t stride,
  size_t rows, const double *at, size_t columns, double *sums
) {
  enum { block = 512 };
  for (size_t start = 0; start < rows; start += block) {
    size_t count = rows - start < block ? rows - start : block;
    for (size_t k = 0; k < columns; k++)
      sums[k] += SURFACE_NAME(softplus_sum)(
        offset ? offset + start : 0, slope + start, factor, second + start * stride, stride, count,
        at[k]);
  }
}

/// Four vectors of columns of one row at a time.
static void SURFACE_NAME(multiply)(
  const double *left, const double *right, size_t rows, size_t inner, size_t columns, double *out
) {
  for (size_t i = 0; i < rows; i++) {
    size_t k = 0;
    for (; k + 4 * LANES <= columns; k += 4 * LANES) {
      VEC s[4] = {{0}, {0}, {0}, {0}};
      for (size_t m = 0; m < inner; m++) {
        VEC a = SURFACE_NAME(all)(left[i * inner + m]);
        const double *row = right + m * columns + k;
        for (int j = 0; j < 4; j++) s[j] += a * SURFACE_NAME(load)(row + j * LANES);
      }
      for (int j = 0; j < 4; j++) SURFACE_NAME(store)(out + i * columns + k + j * LANES, s[j]);
    }
    for (; k < columns; k++) {
      double s = 0;
      for (size_t m = 0; m < inner; m++) s += left[i * inner + m] * right[m * columns + k];
      out[i * columns + k] = s;
    }
  }
}
