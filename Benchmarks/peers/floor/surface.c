/* Floor: loss surfaces on a grid of 101 x 101 points.

   surface line        y = m x + b over 10^7 rows, float64: moments about the first row in one pass,
                       then a polynomial for each point
   surface logistic    labels of +1 and -1 over 10^5 rows, float64: exp(m t + b s) is the product of
                       exp(m t) and exp(b s), and a sum of log(1 + q) is the log of a product, so
                       that a row costs a point one fused multiply-add and one multiplication
   surface mlp         2-32-32-1 (tanh) along two directions over 10^3 rows, float32: the rows of
                       two vectors at a time go through all layers in the first cache */
#include "floor.h"

enum { G = 101 };
static long rows;
static double *x, *y, first_axis[G], second_axis[G], losses[G * G];

static void make_axes(double low0, double high0, double low1, double high1) {
  for (int i = 0; i < G; i++) {
    first_axis[i] = low0 + (high0 - low0) * i / (G - 1);
    second_axis[i] = low1 + (high1 - low1) * i / (G - 1);
  }
}

static void line_surface(void) {
  double x0 = x[0], y0 = y[0], sx = 0, sy = 0, sxx = 0, sxy = 0, syy = 0;
#pragma omp parallel for simd reduction(+ : sx, sy, sxx, sxy, syy)
  for (long i = 0; i < rows; i++) {
    double u = x[i] - x0, v = y[i] - y0;
    sx += u;
    sy += v;
    sxx += u * u;
    sxy += u * v;
    syy += v * v;
  }
  for (int k = 0; k < G; k++)
    for (int i = 0; i < G; i++) {
      double m = first_axis[i], c = second_axis[k] + m * x0 - y0;
      double sum = sxx * m * m + 2 * sx * m * c - 2 * sxy * m - 2 * sy * c + syy;
      losses[k * G + i] = sum / rows + c * c;
    }
}

/* ---- logistic */

enum { CHUNK = 512, BLOCK = 13, BLOCKS = (G + BLOCK * DOUBLES - 1) / (BLOCK * DOUBLES) };
enum { PADDED = BLOCKS * BLOCK * DOUBLES };
static double *t; /* -s x for every row, those of label s = +1 first */
static long positive;
static double widest;

/* Takes the exponents off the products, so that they cannot overflow, and adds them up. */
static inline void peel(double *product, double *exponent) {
  for (int i = 0; i < BLOCK * DOUBLES; i++) {
    int64_t bits;
    memcpy(&bits, product + i, 8);
    exponent[i] += (double)((bits >> 52) - 1023);
    bits = (bits & 0xFFFFFFFFFFFFF) | 0x3FF0000000000000;
    memcpy(product + i, &bits, 8);
  }
}

/* product *= 1 + a e for the rows of a chunk and the points of a block. */
static inline void multiply_block(const double *a, int count, int at_once, const double *e,
                                  double *product, double *exponent) {
  for (int first = 0; first < count; first += at_once) {
    int end = first + at_once < count ? first + at_once : count;
    doubles p[BLOCK], factor[BLOCK];
    memcpy(p, product, sizeof p);
    memcpy(factor, e, sizeof factor);
    for (int row = first; row < end; row++)
      for (int v = 0; v < BLOCK; v++) p[v] *= a[row] * factor[v] + 1;
    memcpy(product, p, sizeof p);
    peel(product, exponent);
  }
}

static void logistic_surface(void) {
#pragma omp parallel for schedule(dynamic)
  for (int i = 0; i < G; i++) {
    double a[CHUNK], e[2][PADDED], product[PADDED], exponent[PADDED] = {0}, m = first_axis[i];
    for (int k = 0; k < PADDED; k++) {
      double b = k < G ? second_axis[k] : 0;
      e[0][k] = exp(-b);
      e[1][k] = exp(b);
      product[k] = 1;
    }
    /* As many factors as surely stay below 2^1000. */
    int at_once = (int)(1000 / (1.4427 * (fabs(m) * widest + fabs(second_axis[0])) + 1)) + 1;
    for (int label = 0; label < 2; label++) {
      long low = label ? positive : 0, high = label ? rows : positive;
      for (; low < high; low += CHUNK) {
        int count = high - low < CHUNK ? high - low : CHUNK;
        for (int q = 0; q < count; q++) a[q] = exp(m * t[low + q]);
        for (int block = 0; block < PADDED; block += BLOCK * DOUBLES)
          multiply_block(a, count, at_once, e[label] + block, product + block, exponent + block);
      }
    }
    for (int k = 0; k < G; k++)
      losses[k * G + i] = (exponent[k] * 0.69314718055994530942 + log(product[k])) / rows;
  }
}

/* ---- network */

enum { WIDTH = 32, UNITS = 4, PAIR = 2 };
enum { B0 = 2 * WIDTH, W1 = 3 * WIDTH, B1 = W1 + WIDTH * WIDTH, W2 = B1 + WIDTH };
enum { B2 = W2 + WIDTH, P = B2 + 1 };
static float *in0, *in1, *target; /* padded to whole groups of rows */
static double origin[P], direction0[P], direction1[P];

/* The squared residuals of a group of rows: hidden units one by one, rows in vectors. */
static inline floats network_squares(const float *theta, long row) {
  floats hidden[WIDTH][PAIR], output[PAIR], x0[PAIR], x1[PAIR], squares = {0};
  memcpy(x0, in0 + row, sizeof x0);
  memcpy(x1, in1 + row, sizeof x1);
  for (int j = 0; j < WIDTH; j++)
    for (int u = 0; u < PAIR; u++)
      hidden[j][u] =
          tanh_floats(x0[u] * theta[j] + (x1[u] * theta[WIDTH + j] + theta[B0 + j]));
  for (int u = 0; u < PAIR; u++) output[u] = (floats){0} + theta[B2];
  for (int j = 0; j < WIDTH; j += UNITS) {
    floats sum[UNITS][PAIR];
    for (int q = 0; q < UNITS; q++)
      for (int u = 0; u < PAIR; u++) sum[q][u] = (floats){0} + theta[B1 + j + q];
    for (int i = 0; i < WIDTH; i++)
      for (int q = 0; q < UNITS; q++)
        for (int u = 0; u < PAIR; u++) sum[q][u] += hidden[i][u] * theta[W1 + i * WIDTH + j + q];
    for (int q = 0; q < UNITS; q++)
      for (int u = 0; u < PAIR; u++) output[u] += tanh_floats(sum[q][u]) * theta[W2 + j + q];
  }
  for (int u = 0; u < PAIR; u++) {
    floats residual = output[u] - *(const floats *)(target + row + u * FLOATS);
    for (int i = 0; i < FLOATS; i++)
      if (row + u * FLOATS + i >= rows) residual[i] = 0;
    squares += residual * residual;
  }
  return squares;
}

static void network_surface(void) {
#pragma omp parallel for schedule(dynamic, 4)
  for (int point = 0; point < G * G; point++) {
    float theta[P];
    double a = first_axis[point % G], b = second_axis[point / G], sum = 0;
    for (int i = 0; i < P; i++) theta[i] = origin[i] + a * direction0[i] + b * direction1[i];
    for (long row = 0; row < rows; row += PAIR * FLOATS) sum += sum_of(network_squares(theta, row));
    losses[point] = sum / rows;
  }
}

/* ---- data */

static void make_line(int logistic) {
  x = allocate(rows * 8);
  y = allocate(rows * 8);
#pragma omp parallel for
  for (long i = 0; i < rows; i++) {
    x[i] = 4 * uniform(1, i) - 2;
    double mean = 1.5 * x[i] - 0.5;
    y[i] = logistic ? (mean + noise(2, i) > 0 ? 1 : -1) : mean + 0.6 * noise(2, i);
  }
}

static void sort_by_label(void) {
  long at = 0;
  t = allocate(rows * 8);
  for (int label = 1; label >= -1; label -= 2) {
    for (long i = 0; i < rows; i++)
      if (y[i] == label) t[at++] = -label * x[i];
    if (label == 1) positive = at;
  }
  for (long i = 0; i < rows; i++) widest = fmax(widest, fabs(t[i]));
}

static void make_network(void) {
  size_t bytes = (rows + PAIR * FLOATS) * sizeof(float);
  in0 = memset(allocate(bytes), 0, bytes);
  in1 = memset(allocate(bytes), 0, bytes);
  target = memset(allocate(bytes), 0, bytes);
  for (long i = 0; i < rows; i++) {
    double x0, x1, z;
    plane_row(i, &x0, &x1, &z);
    in0[i] = x0;
    in1[i] = x1;
    target[i] = z;
  }
  for (int i = 0; i < P; i++) {
    double scale = 1 / sqrt(i < W1 ? 2 : WIDTH);
    origin[i] = (2 * uniform(11, i) - 1) * scale;
    direction0[i] = (2 * uniform(12, i) - 1) * scale;
    direction1[i] = (2 * uniform(13, i) - 1) * scale;
  }
}

/* The checksum is of every twentieth row of the grid, because slow peers evaluate no more. */
static void print_surface(const char *name, timing t) {
  static double values[G * G];
  long count = 0;
  for (int k = 0; k < G; k += 20, count += G) memcpy(values + count, losses + k * G, G * 8);
  print_result(name, t, values, count);
}

int main(int argc, char **argv) {
  const char *what = argc == 2 ? argv[1] : "";
  if (!strcmp(what, "line")) {
    rows = 10000000;
    make_line(0);
    make_axes(-1, 4, -3, 2);
    print_surface("surface line", measure(line_surface));
  } else if (!strcmp(what, "logistic")) {
    rows = 100000;
    make_line(1);
    sort_by_label();
    make_axes(-2, 6, -4, 4);
    print_surface("surface logistic", measure(logistic_surface));
  } else if (!strcmp(what, "mlp")) {
    rows = 1000;
    make_network();
    make_axes(-1, 1, -1, 1);
    print_surface("surface mlp", measure(network_surface));
  } else {
    return usage("surface line | logistic | mlp");
  }
  return 0;
}
