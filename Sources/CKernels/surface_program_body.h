// A formula's steps over blocks of rows. Included for each target with SURFACE_NAME defined.
#include "surface_math.h"

/// An operand in vector i of a block; a value that is the same in all rows has only the first.
#define AT(slot) SURFACE_NAME(load)((slot).data + (i & (slot).mask))
#define EVERY(expression) \
  for (size_t i = 0; i < rows; i += LANES) SURFACE_NAME(store)(out + i, expression)

/// log(x) of positive normal numbers: x = 2^k m with m between the root of 1/2 and that of 2, and
/// log(m) = 2 artanh((m - 1)/(m + 1)) by its series.
INLINE VEC SURFACE_NAME(log)(VEC x) {
  const BITS half = (BITS)SURFACE_NAME(all)(0.70710678118654752);
  // The exponent, counted from where the mantissa starts at the root of 1/2.
  BITS k = ((BITS)x - half) >> 52;
  VEC m = (VEC)((BITS)x - (k << 52));
  // Whole numbers below 2^51 by the last bits of a large one.
  VEC scale = (VEC)(k + (BITS)SURFACE_NAME(all)(6755399441055744.0)) - 6755399441055744.0;
  VEC f = m - 1.0;
  VEC s = f / (2.0 + f), z = s * s;
  VEC p = z * (1.0 / 23) + 1.0 / 21;
  p = p * z + 1.0 / 19;
  p = p * z + 1.0 / 17;
  p = p * z + 1.0 / 15;
  p = p * z + 1.0 / 13;
  p = p * z + 1.0 / 11;
  p = p * z + 1.0 / 9;
  p = p * z + 1.0 / 7;
  p = p * z + 1.0 / 5;
  p = p * z + 1.0 / 3;
  // 2 s = f - s f, and s f = f^2/2 - s f^2/2: what is large, f, stays as it is.
  VEC square = 0.5 * f * f;
  VEC rest = s * (square + 2.0 * z * p);
  return scale * 0x1.62e42fefa38p-1 + (scale * 0x1.ef35793c7673p-45 + rest - square + f);
}

static bool SURFACE_NAME(holds)(BITS mask) {
  for (size_t lane = 0; lane < LANES; lane++)
    if (!mask[lane]) return false;
  return true;
}

/// A function by its vector form where arguments are between the bounds, else by the C library's.
#define GUARDED(low, high, vector, scalar) \
  { \
    BITS fine = ~(BITS){0}; \
    for (size_t i = 0; i < rows; i += LANES) { \
      VEC x = AT(a); \
      fine &= (x > (low)) & (x < (high)); \
      SURFACE_NAME(store)(out + i, vector); \
    } \
    if (SURFACE_NAME(holds)(fine)) break; \
    for (size_t i = 0; i < rows; i++) { \
      double x = a.data[i & (a.mask | (LANES - 1))]; \
      if (!(x > (low) && x < (high))) out[i] = scalar; \
    } \
  }

INLINE VEC SURFACE_NAME(log1p)(VEC x) {
  // What 1 + x loses is put back to first order.
  VEC u = 1.0 + x;
  return SURFACE_NAME(log)(u) + (x - (u - 1.0)) / u;
}

INLINE VEC SURFACE_NAME(sigmoid)(VEC x) {
  VEC e = SURFACE_NAME(exp)(-SURFACE_NAME(abs)(x));
  return SURFACE_NAME(choose)(x < 0, e, (VEC){0} + 1.0) / (1.0 + e);
}

static void SURFACE_NAME(power)(
  struct surface_slot a, struct surface_slot b, size_t rows, double *out
) {
  double n = b.data[0];
  bool whole = b.mask == 0 && n == (double)(int)n && n > 0 && n <= 16;
  if (!whole) {
    for (size_t i = 0; i < rows; i++)
      out[i] = pow(a.data[i & (a.mask | (LANES - 1))], b.data[i & (b.mask | (LANES - 1))]);
    return;
  }
  for (size_t i = 0; i < rows; i += LANES) {
    VEC x = AT(a), result = (VEC){0} + 1.0;
    for (int rest = (int)n; rest > 0; rest >>= 1, x *= x)
      if (rest & 1) result *= x;
    SURFACE_NAME(store)(out + i, result);
  }
}

static void SURFACE_NAME(step)(
  const struct surface_step *step, const struct surface_slot *slots, size_t rows, double *out
) {
  // A leaf's numbers are not those of steps.
  if (step->operation <= SURFACE_STEP_PARAMETER) return;
  struct surface_slot a = slots[step->a], b = slots[step->b];
  struct surface_slot c = slots[step->c], d = slots[step->d];
  const VEC one = (VEC){0} + 1.0;
  switch (step->operation) {
  case SURFACE_STEP_CONSTANT:
  case SURFACE_STEP_COLUMN:
  case SURFACE_STEP_PARAMETER: break;
  case SURFACE_STEP_COPY: EVERY(AT(a)); break;
  case SURFACE_STEP_NEGATE: EVERY(-AT(a)); break;
  case SURFACE_STEP_ADD: EVERY(AT(a) + AT(b)); break;
  case SURFACE_STEP_SUBTRACT: EVERY(AT(a) - AT(b)); break;
  case SURFACE_STEP_MULTIPLY: EVERY(AT(a) * AT(b)); break;
  case SURFACE_STEP_DIVIDE: EVERY(AT(a) / AT(b)); break;
  case SURFACE_STEP_SQUARE: EVERY(AT(a) * AT(a)); break;
  case SURFACE_STEP_POWER: SURFACE_NAME(power)(a, b, rows, out); break;
  case SURFACE_STEP_LESS: EVERY(SURFACE_NAME(choose)(AT(a) < AT(b), AT(c), AT(d))); break;
  case SURFACE_STEP_LESS_OR_EQUAL:
    EVERY(SURFACE_NAME(choose)(AT(a) <= AT(b), AT(c), AT(d))); break;
  case SURFACE_STEP_GREATER: EVERY(SURFACE_NAME(choose)(AT(a) > AT(b), AT(c), AT(d))); break;
  case SURFACE_STEP_GREATER_OR_EQUAL:
    EVERY(SURFACE_NAME(choose)(AT(a) >= AT(b), AT(c), AT(d))); break;
  case SURFACE_STEP_ABS: EVERY(SURFACE_NAME(abs)(AT(a))); break;
  // What is neither above nor below is 0, or no number.
  case SURFACE_STEP_SIGN:
    EVERY(SURFACE_NAME(choose)(
      AT(a) > 0, one, SURFACE_NAME(choose)(AT(a) < 0, -one, AT(a) * 0.0))); break;
  case SURFACE_STEP_TANH: EVERY(SURFACE_NAME(tanh)(AT(a))); break;
  case SURFACE_STEP_EXP: GUARDED(-700.0, 709.0, SURFACE_NAME(exp)(x), exp(x)) break;
  case SURFACE_STEP_LOG: GUARDED(1e-300, 1e300, SURFACE_NAME(log)(x), log(x)) break;
  case SURFACE_STEP_LOG1P: GUARDED(-0.5, 1e300, SURFACE_NAME(log1p)(x), log1p(x)) break;
  case SURFACE_STEP_SIGMOID:
    GUARDED(-700.0, 700.0, SURFACE_NAME(sigmoid)(x), surface_sigmoid(x)) break;
  case SURFACE_STEP_SOFTPLUS:
    GUARDED(-700.0, 700.0, SURFACE_NAME(log1p)(SURFACE_NAME(exp)(x)), surface_softplus(x)) break;
  case SURFACE_STEP_SQRT:
    for (size_t i = 0; i < rows; i++) out[i] = sqrt(a.data[i & (a.mask | (LANES - 1))]);
    break;
  case SURFACE_STEP_SIN:
    for (size_t i = 0; i < rows; i++) out[i] = sin(a.data[i & (a.mask | (LANES - 1))]);
    break;
  case SURFACE_STEP_COS:
    for (size_t i = 0; i < rows; i++) out[i] = cos(a.data[i & (a.mask | (LANES - 1))]);
    break;
  case SURFACE_STEP_ERF:
    for (size_t i = 0; i < rows; i++) out[i] = erf(a.data[i & (a.mask | (LANES - 1))]);
    break;
  }
}

/// All steps of one phase over a block, or over one vector where rows do not take part.
static void SURFACE_NAME(phase)(
  const struct surface_step *steps, size_t count, enum surface_phase phase, size_t rows,
  const struct surface_slot *slots
) {
  size_t filled = (rows + LANES - 1) / LANES * LANES;
  for (size_t k = 0; k < count; k++)
    if (steps[k].phase == phase)
      SURFACE_NAME(step)(
        steps + k, slots, slots[k].mask ? filled : LANES, (double *)slots[k].data);
}

static void SURFACE_NAME(set)(struct surface_slot slot, double value) {
  SURFACE_NAME(store)((double *)slot.data, SURFACE_NAME(all)(value));
}

static double SURFACE_NAME(block_sum)(struct surface_slot loss, size_t rows) {
  if (!loss.mask) return loss.data[0] * (double)rows;
  VEC sum = {0};
  size_t i = 0;
  for (; i + LANES <= rows; i += LANES) sum += SURFACE_NAME(load)(loss.data + i);
  double total = 0;
  for (size_t lane = 0; lane < LANES; lane++) total += sum[lane];
  for (; i < rows; i++) total += loss.data[i];
  return total;
}

static void SURFACE_NAME(program_sums)(
  const struct surface_step *steps, size_t count, size_t loss, const double *columns,
  size_t stride, size_t rows, const double *points, size_t point_count,
  struct surface_slot *slots, double *scratch, double *sums
) {
  for (size_t k = 0; k < count; k++) {
    bool varies = steps[k].phase == SURFACE_BY_ROW || steps[k].phase == SURFACE_BY_ROW_AND_POINT;
    slots[k] = (struct surface_slot){scratch + k * SURFACE_BLOCK, varies ? ~(size_t)0 : 0};
    if (steps[k].operation == SURFACE_STEP_CONSTANT)
      SURFACE_NAME(set)(slots[k], steps[k].value);
  }
  SURFACE_NAME(phase)(steps, count, SURFACE_ALWAYS, 1, slots);
  for (size_t start = 0; start < rows; start += SURFACE_BLOCK) {
    size_t here = rows - start < SURFACE_BLOCK ? rows - start : SURFACE_BLOCK;
    for (size_t k = 0; k < count; k++)
      if (steps[k].operation == SURFACE_STEP_COLUMN)
        memcpy((double *)slots[k].data, columns + steps[k].a * stride + start, here * 8);
    SURFACE_NAME(phase)(steps, count, SURFACE_BY_ROW, here, slots);
    for (size_t p = 0; p < point_count; p++) {
      for (size_t k = 0; k < count; k++)
        if (steps[k].operation == SURFACE_STEP_PARAMETER)
          SURFACE_NAME(set)(slots[k], points[2 * p + steps[k].a]);
      SURFACE_NAME(phase)(steps, count, SURFACE_BY_POINT, 1, slots);
      SURFACE_NAME(phase)(steps, count, SURFACE_BY_ROW_AND_POINT, here, slots);
      sums[p] += SURFACE_NAME(block_sum)(slots[loss], here);
    }
  }
}
#undef AT
#undef EVERY
#undef GUARDED
