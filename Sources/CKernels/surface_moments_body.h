// Means and central moments of a chunk of rows. Included for each target with SURFACE_NAME defined.
#include "surface_math.h"

/// Mean of the first few rows: near enough to the chunk's mean that squares of distances from it do
/// not cancel. At worst it is off by eight standard deviations of the chunk.
static double SURFACE_NAME(shift)(const double *x, size_t rows) {
  size_t few = rows < 64 ? rows : 64;
  double sum = 0;
  for (size_t i = 0; i < few; i++) sum += x[i];
  return sum / (double)few;
}

static double SURFACE_NAME(total)(VEC a, VEC b) {
  VEC both = a + b;
  double sum = 0;
  for (size_t lane = 0; lane < LANES; lane++) sum += both[lane];
  return sum;
}

/// The sum of products of distances from the mean, from sums about the shift.
static double SURFACE_NAME(central)(double product, double first, double second, double rows) {
  return product - first * (second / rows);
}

static void SURFACE_NAME(moments2)(
  const double *x, const double *y, size_t rows, double *moments
) {
  double x0 = SURFACE_NAME(shift)(x, rows), y0 = SURFACE_NAME(shift)(y, rows);
  VEC sx[2] = {{0}, {0}}, sy[2] = {{0}, {0}}, xx[2] = {{0}, {0}}, xy[2] = {{0}, {0}},
      yy[2] = {{0}, {0}};
  size_t i = 0;
  for (; i + 2 * LANES <= rows; i += 2 * LANES) {
    for (int half = 0; half < 2; half++) {
      VEC dx = SURFACE_NAME(load)(x + i + half * LANES) - x0;
      VEC dy = SURFACE_NAME(load)(y + i + half * LANES) - y0;
      sx[half] += dx;
      sy[half] += dy;
      xx[half] += dx * dx;
      xy[half] += dx * dy;
      yy[half] += dy * dy;
    }
  }
  double a = SURFACE_NAME(total)(sx[0], sx[1]), b = SURFACE_NAME(total)(sy[0], sy[1]);
  double aa = SURFACE_NAME(total)(xx[0], xx[1]), ab = SURFACE_NAME(total)(xy[0], xy[1]),
         bb = SURFACE_NAME(total)(yy[0], yy[1]);
  for (; i < rows; i++) {
    double dx = x[i] - x0, dy = y[i] - y0;
    a += dx;
    b += dy;
    aa += dx * dx;
    ab += dx * dy;
    bb += dy * dy;
  }
  double n = (double)rows;
  moments[0] = x0 + a / n;
  moments[1] = y0 + b / n;
  moments[2] = SURFACE_NAME(central)(aa, a, a, n);
  moments[3] = SURFACE_NAME(central)(ab, a, b, n);
  moments[4] = SURFACE_NAME(central)(bb, b, b, n);
}

static void SURFACE_NAME(moments3)(
  const double *x, const double *y, const double *z, size_t rows, double *moments
) {
  const double *columns[3] = {x, y, z};
  double shift[3];
  VEC sums[3] = {{0}, {0}, {0}}, products[6] = {{0}, {0}, {0}, {0}, {0}, {0}};
  for (int c = 0; c < 3; c++) shift[c] = SURFACE_NAME(shift)(columns[c], rows);
  size_t i = 0;
  for (; i + LANES <= rows; i += LANES) {
    VEC d[3];
    for (int c = 0; c < 3; c++) d[c] = SURFACE_NAME(load)(columns[c] + i) - shift[c];
    for (int c = 0; c < 3; c++) sums[c] += d[c];
    products[0] += d[0] * d[0];
    products[1] += d[0] * d[1];
    products[2] += d[0] * d[2];
    products[3] += d[1] * d[1];
    products[4] += d[1] * d[2];
    products[5] += d[2] * d[2];
  }
  double s[3], p[6];
  for (int c = 0; c < 3; c++) s[c] = SURFACE_NAME(total)(sums[c], (VEC){0});
  for (int c = 0; c < 6; c++) p[c] = SURFACE_NAME(total)(products[c], (VEC){0});
  for (; i < rows; i++) {
    double d[3];
    for (int c = 0; c < 3; c++) s[c] += d[c] = columns[c][i] - shift[c];
    int k = 0;
    for (int r = 0; r < 3; r++)
      for (int c = r; c < 3; c++) p[k++] += d[r] * d[c];
  }
  double n = (double)rows;
  int k = 0;
  for (int c = 0; c < 3; c++) moments[c] = shift[c] + s[c] / n;
  for (int r = 0; r < 3; r++)
    for (int c = r; c < 3; c++, k++) moments[3 + k] = SURFACE_NAME(central)(p[k], s[r], s[c], n);
}
