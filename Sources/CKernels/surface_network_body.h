// A dense network's losses over rows, block by block: two vectors of rows stay in the first-level
// cache through all layers. Included for each target and type of number with SURFACE_NAME defined.
#include "surface_math.h"

/// Rows in a block: two vectors.
#define BLOCK (2 * LANES)

static void SURFACE_NAME(place)(
  const double *origin, const double *first, const double *second, double u, double v,
  size_t count, SURFACE_REAL *theta
) {
  for (size_t k = 0; k < count; k++)
    theta[k] = (SURFACE_REAL)(origin[k] + u * first[k] + v * second[k]);
}

/// z times the normal distribution function, by the C library's error function.
INLINE VEC SURFACE_NAME(gelu)(VEC z) {
  VEC result;
  for (size_t lane = 0; lane < LANES; lane++)
    result[lane] = (SURFACE_REAL)(0.5 * z[lane] * erfc(-0.70710678118654752 * z[lane]));
  return result;
}

INLINE VEC SURFACE_NAME(activate)(enum surface_activation activation, VEC z) {
  switch (activation) {
  case SURFACE_TANH: return SURFACE_NAME(tanh)(z);
  // Not max(z, 0), which would take 0 for what is not a number.
  case SURFACE_RELU: return SURFACE_NAME(choose)(z < 0, (VEC){0}, z);
  case SURFACE_SIGMOID:
    return SURFACE_NAME(tanh)(z * (SURFACE_REAL)0.5) * (SURFACE_REAL)0.5 + (SURFACE_REAL)0.5;
  case SURFACE_GELU: return SURFACE_NAME(gelu)(z);
  case SURFACE_IDENTITY: break;
  }
  return z;
}

/// A layer of one block: in[input * in_stride + row] to out[output * out_stride + row], four
/// outputs at a time, so that each input that is loaded is used four times.
INLINE void SURFACE_NAME(layer_as)(
  enum surface_activation activation, const SURFACE_REAL *weights, size_t inputs, size_t padded,
  const SURFACE_REAL *in, size_t in_stride, SURFACE_REAL *out, size_t out_stride
) {
  const SURFACE_REAL *biases = weights + inputs * padded;
  for (size_t j = 0; j < padded; j += SURFACE_UNITS) {
    VEC sum[SURFACE_UNITS][2];
    for (int q = 0; q < SURFACE_UNITS; q++)
      sum[q][0] = sum[q][1] = SURFACE_NAME(all)(biases[j + q]);
    for (size_t i = 0; i < inputs; i++) {
      VEC a = SURFACE_NAME(load)(in + i * in_stride);
      VEC b = SURFACE_NAME(load)(in + i * in_stride + LANES);
      const SURFACE_REAL *w = weights + i * padded + j;
      for (int q = 0; q < SURFACE_UNITS; q++) {
        VEC weight = SURFACE_NAME(all)(w[q]);
        sum[q][0] += a * weight;
        sum[q][1] += b * weight;
      }
    }
    for (int q = 0; q < SURFACE_UNITS; q++) {
      SURFACE_REAL *to = out + (j + q) * out_stride;
      SURFACE_NAME(store)(to, SURFACE_NAME(activate)(activation, sum[q][0]));
      SURFACE_NAME(store)(to + LANES, SURFACE_NAME(activate)(activation, sum[q][1]));
    }
  }
}

/// One loop for each activation, so that none has to be chosen within.
static void SURFACE_NAME(layer)(
  enum surface_activation activation, const SURFACE_REAL *weights, size_t inputs, size_t padded,
  const SURFACE_REAL *in, size_t in_stride, SURFACE_REAL *out, size_t out_stride
) {
#define AS(a) \
  case a: \
    SURFACE_NAME(layer_as)(a, weights, inputs, padded, in, in_stride, out, out_stride); break;
  switch (activation) {
    AS(SURFACE_IDENTITY) AS(SURFACE_TANH) AS(SURFACE_RELU) AS(SURFACE_SIGMOID) AS(SURFACE_GELU)
  }
#undef AS
}

/// The last layer with a single output: the others of its four would be zeros. Four partial sums,
/// for one would wait for itself.
static void SURFACE_NAME(single_output)(
  const SURFACE_REAL *weights, size_t inputs, const SURFACE_REAL *in, size_t in_stride,
  SURFACE_REAL *out
) {
  VEC sum[4][2] = {{{0}, {0}}, {{0}, {0}}, {{0}, {0}}, {{0}, {0}}};
  size_t i = 0;
  for (; i + 4 <= inputs; i += 4)
    for (int q = 0; q < 4; q++) {
      SURFACE_REAL w = weights[(i + q) * SURFACE_UNITS];
      sum[q][0] += SURFACE_NAME(load)(in + (i + q) * in_stride) * w;
      sum[q][1] += SURFACE_NAME(load)(in + (i + q) * in_stride + LANES) * w;
    }
  for (; i < inputs; i++) {
    SURFACE_REAL w = weights[i * SURFACE_UNITS];
    sum[0][0] += SURFACE_NAME(load)(in + i * in_stride) * w;
    sum[0][1] += SURFACE_NAME(load)(in + i * in_stride + LANES) * w;
  }
  SURFACE_REAL bias = weights[inputs * SURFACE_UNITS];
  for (int h = 0; h < 2; h++)
    SURFACE_NAME(store)(
      out + h * LANES, (sum[0][h] + sum[1][h]) + (sum[2][h] + sum[3][h]) + bias);
}

/// The first layer's activations from the tables: it is affine on the plane.
INLINE void SURFACE_NAME(first_as)(
  enum surface_activation activation, size_t padded, const SURFACE_REAL *tables, size_t stride,
  SURFACE_REAL u, SURFACE_REAL v, SURFACE_REAL *out
) {
  size_t next = padded * stride;
  for (size_t j = 0; j < padded; j++)
    for (int h = 0; h < 2; h++) {
      const SURFACE_REAL *at = tables + j * stride + h * LANES;
      VEC z = SURFACE_NAME(load)(at) + SURFACE_NAME(load)(at + next) * u
        + SURFACE_NAME(load)(at + 2 * next) * v;
      SURFACE_NAME(store)(out + j * BLOCK + h * LANES, SURFACE_NAME(activate)(activation, z));
    }
}

static void SURFACE_NAME(first_from_tables)(
  enum surface_activation activation, size_t padded, const SURFACE_REAL *tables, size_t stride,
  SURFACE_REAL u, SURFACE_REAL v, SURFACE_REAL *out
) {
#define AS(a) \
  case a: SURFACE_NAME(first_as)(a, padded, tables, stride, u, v, out); break;
  switch (activation) {
    AS(SURFACE_IDENTITY) AS(SURFACE_TANH) AS(SURFACE_RELU) AS(SURFACE_SIGMOID) AS(SURFACE_GELU)
  }
#undef AS
}

/// The squared errors of a block, summed over outputs and its first `rows` rows.
static double SURFACE_NAME(squares)(
  const SURFACE_REAL *f, size_t outputs, const SURFACE_REAL *y, size_t stride, size_t rows
) {
  VEC sum = {0};
  SURFACE_REAL squares[BLOCK];
  double total = 0;
  for (size_t o = 0; o < outputs; o++)
    for (int h = 0; h < 2; h++) {
      VEC d = SURFACE_NAME(load)(f + o * BLOCK + h * LANES)
        - SURFACE_NAME(load)(y + o * stride + h * LANES);
      if (rows == BLOCK) { sum += d * d; continue; }
      SURFACE_NAME(store)(squares + h * LANES, d * d);
      for (size_t r = h * LANES; r < rows && r < (h + 1) * LANES; r++) total += (double)squares[r];
    }
  for (size_t lane = 0; lane < LANES; lane++) total += (double)sum[lane];
  return total;
}

static double SURFACE_NAME(losses)(
  const struct surface_network *network, const SURFACE_REAL *f, const SURFACE_REAL *y,
  size_t stride, size_t rows
) {
  size_t outputs = network->sizes[network->layers];
  if (network->loss == SURFACE_SQUARED)
    return SURFACE_NAME(squares)(f, outputs, y, stride, rows);
  double total = 0;
  for (size_t r = 0; r < rows; r++) {
    if (network->loss == SURFACE_CROSS_ENTROPY) {
      double largest = (double)f[r], sum = 0;
      for (size_t o = 1; o < outputs; o++)
        if ((double)f[o * BLOCK + r] > largest) largest = (double)f[o * BLOCK + r];
      for (size_t o = 0; o < outputs; o++) sum += exp((double)f[o * BLOCK + r] - largest);
      total += log(sum) + largest - (double)f[(size_t)y[r] * BLOCK + r];
    } else {
      for (size_t o = 0; o < outputs; o++)
        total += surface_one_loss(
          network->loss, (double)f[o * BLOCK + r], (double)y[o * stride + r]);
    }
  }
  return total;
}

static double SURFACE_NAME(network_sum)(
  const struct surface_network *network, const SURFACE_REAL *theta, const SURFACE_REAL *x,
  const SURFACE_REAL *y, size_t stride, size_t rows, const SURFACE_REAL *tables, double u, double v,
  SURFACE_REAL *scratch
) {
  size_t last = network->layers - 1, outputs = network->sizes[network->layers];
  SURFACE_REAL *halves[2] = {scratch, scratch + surface_network_scratch(network) / 2};
  double total = 0;
  for (size_t start = 0; start < rows; start += BLOCK) {
    const SURFACE_REAL *in = x + start, *weights = theta;
    size_t in_stride = stride;
    for (size_t l = 0; l <= last; l++) {
      size_t inputs = network->sizes[l], padded = surface_padded(network->sizes[l + 1]);
      SURFACE_REAL *out = halves[l & 1];
      enum surface_activation kind = l == last ? SURFACE_IDENTITY : network->activation;
      if (l == 0 && tables)
        SURFACE_NAME(first_from_tables)(
          kind, padded, tables + start, stride, (SURFACE_REAL)u, (SURFACE_REAL)v, out);
      else if (l == last && outputs == 1)
        SURFACE_NAME(single_output)(weights, inputs, in, in_stride, out);
      else
        SURFACE_NAME(layer)(kind, weights, inputs, padded, in, in_stride, out, BLOCK);
      weights += (inputs + 1) * padded;
      in = out;
      in_stride = BLOCK;
    }
    size_t count = rows - start < BLOCK ? rows - start : BLOCK;
    total += SURFACE_NAME(losses)(network, in, y + start, stride, count);
  }
  return total;
}

static void SURFACE_NAME(first_layer)(
  const struct surface_network *network, const SURFACE_REAL *theta, const SURFACE_REAL *x,
  size_t stride, size_t rows, SURFACE_REAL *out
) {
  size_t padded = surface_padded(network->sizes[1]);
  for (size_t start = 0; start < rows; start += BLOCK)
    SURFACE_NAME(layer)(
      SURFACE_IDENTITY, theta, network->sizes[0], padded, x + start, stride, out + start, stride);
}
#undef BLOCK
