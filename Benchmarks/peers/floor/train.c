/* Floor: descent on small problems, on one thread.

   train line         2000 steps of gradient descent on y = m x + b over 100 points, float64
   train line-sums    the same steps from four sums over the points: an affine map for each
   train mlp          2-32-32-1 (tanh), 1000 rows in batches of 32 (the last has 8), float32,
                      50 epochs of stochastic gradient descent at rate 0.01

   Nothing is allocated, and everything stays in the first cache. */
#include "floor.h"

enum { POINTS = 100, STEPS = 2000 };
static const double line_rate = 0.0005;
static double x[POINTS], y[POINTS], line[2];

static void descend_points(void) {
  double m = 0, b = 0;
  for (int step = 0; step < STEPS; step++) {
    double slope = 0, intercept = 0;
    for (int i = 0; i < POINTS; i++) {
      double r = y[i] - m * x[i] - b;
      slope += x[i] * r;
      intercept += r;
    }
    m += line_rate * 2 * slope / POINTS;
    b += line_rate * 2 * intercept / POINTS;
  }
  line[0] = m;
  line[1] = b;
}

static void descend_sums(void) {
  double sx = 0, sy = 0, sxx = 0, sxy = 0, m = 0, b = 0, k = 2 * line_rate / POINTS;
  for (int i = 0; i < POINTS; i++) {
    sx += x[i];
    sy += y[i];
    sxx += x[i] * x[i];
    sxy += x[i] * y[i];
  }
  double mm = 1 - k * sxx, mb = -k * sx, bb = 1 - k * POINTS, m0 = k * sxy, b0 = k * sy;
  for (int step = 0; step < STEPS; step++) {
    /* In this order the value of the other parameter does not lengthen the chain. */
    double next = mm * m + (mb * b + m0);
    b = bb * b + (mb * m + b0);
    m = next;
  }
  line[0] = m;
  line[1] = b;
}

enum { ROWS = 1000, BATCH = 32, WIDTH = 32, EPOCHS = 50, V = WIDTH / FLOATS, BLOCK = 8 / V };
enum { W0 = 0, B0 = 2 * WIDTH, W1 = 3 * WIDTH, B1 = W1 + WIDTH * WIDTH, W2 = B1 + WIDTH };
enum { B2 = W2 + WIDTH, P = B2 + 1, PADDED = (P + FLOATS - 1) / FLOATS * FLOATS };
static float inputs[2 * ROWS], targets[ROWS], losses[EPOCHS];
static float start[PADDED], theta[PADDED] __attribute__((aligned(64)));
static float gradient[PADDED] __attribute__((aligned(64)));
static const float rate = 0.01f;

typedef float matrix[BATCH * WIDTH] __attribute__((aligned(64)));
static inline floats *vectors(float *row) { return (floats *)row; }

/* c[count][32] = bias + a b for b[inner][32]; element (r, i) of a is a[r * down + i * across]. */
static inline __attribute__((always_inline)) void multiply(
    float *c, const float *a, int down, int across, float *b, int count, int inner, float *bias) {
  for (int r = 0; r < count; r += BLOCK) {
    floats sum[BLOCK][V];
    for (int u = 0; u < BLOCK; u++)
      for (int v = 0; v < V; v++) sum[u][v] = bias ? vectors(bias)[v] : (floats){0};
    for (int i = 0; i < inner; i++)
      for (int u = 0; u < BLOCK; u++)
        for (int v = 0; v < V; v++)
          sum[u][v] += a[(r + u) * down + i * across] * vectors(b + i * WIDTH)[v];
    for (int u = 0; u < BLOCK; u++)
      for (int v = 0; v < V; v++) vectors(c + (r + u) * WIDTH)[v] = sum[u][v];
  }
}

/* One step on `count` rows; returns their mean squared error before it. */
static float step(const float *in, const float *target, int count) {
  static matrix hidden0, hidden1, delta0, delta1, transposed;
  for (int r = 0; r < count; r++)
    for (int v = 0; v < V; v++)
      vectors(hidden0 + r * WIDTH)[v] =
          tanh_floats(vectors(theta + B0)[v] + in[2 * r] * vectors(theta + W0)[v] +
                      in[2 * r + 1] * vectors(theta + W0 + WIDTH)[v]);
  multiply(hidden1, hidden0, WIDTH, 1, theta + W1, count, WIDTH, theta + B1);

  float loss = 0, sum_delta = 0;
  floats gradient2[V] = {{0}}, bias1[V] = {{0}};
  for (int r = 0; r < count; r++) {
    floats *h = vectors(hidden1 + r * WIDTH), products = {0};
    for (int v = 0; v < V; v++) {
      h[v] = tanh_floats(h[v]);
      products += h[v] * vectors(theta + W2)[v];
    }
    float residual = theta[B2] + sum_of(products) - target[r];
    float delta = 2 * residual / count;
    loss += residual * residual;
    sum_delta += delta;
    for (int v = 0; v < V; v++) {
      floats d = delta * vectors(theta + W2)[v] * (1 - h[v] * h[v]);
      gradient2[v] += delta * h[v];
      bias1[v] += d;
      vectors(delta1 + r * WIDTH)[v] = d;
    }
  }

  for (int i = 0; i < WIDTH; i++)
    for (int j = 0; j < WIDTH; j++) transposed[j * WIDTH + i] = theta[W1 + i * WIDTH + j];
  multiply(gradient + W1, hidden0, 1, WIDTH, delta1, WIDTH, count, NULL);
  multiply(delta0, delta1, WIDTH, 1, transposed, count, WIDTH, NULL);
  floats weights0[2][V] = {{{0}}}, bias0[V] = {{0}};
  for (int r = 0; r < count; r++)
    for (int v = 0; v < V; v++) {
      floats h = vectors(hidden0 + r * WIDTH)[v];
      floats d = vectors(delta0 + r * WIDTH)[v] * (1 - h * h);
      bias0[v] += d;
      weights0[0][v] += in[2 * r] * d;
      weights0[1][v] += in[2 * r + 1] * d;
    }
  for (int v = 0; v < V; v++) {
    vectors(gradient + W0)[v] = weights0[0][v];
    vectors(gradient + W0 + WIDTH)[v] = weights0[1][v];
    vectors(gradient + B0)[v] = bias0[v];
    vectors(gradient + B1)[v] = bias1[v];
    vectors(gradient + W2)[v] = gradient2[v];
  }
  gradient[B2] = sum_delta;
  for (int i = 0; i < PADDED; i++) theta[i] -= rate * gradient[i];
  return loss / count;
}

static void descend_network(void) {
  memcpy(theta, start, sizeof theta);
  for (int epoch = 0; epoch < EPOCHS; epoch++)
    for (int first = 0; first < ROWS; first += BATCH) {
      int count = ROWS - first < BATCH ? ROWS - first : BATCH;
      losses[epoch] = step(inputs + 2 * first, targets + first, count);
    }
}

static void train_network(void) {
  static double values[P + EPOCHS];
  for (int i = 0; i < ROWS; i++) {
    double x0, x1, target;
    plane_row(i, &x0, &x1, &target);
    inputs[2 * i] = x0;
    inputs[2 * i + 1] = x1;
    targets[i] = target;
  }
  for (int i = 0; i < P; i++) start[i] = (2 * uniform(11, i) - 1) / sqrt(i < W1 ? 2 : WIDTH);
  timing t = measure(descend_network);
  for (int i = 0; i < P; i++) values[i] = theta[i];
  for (int i = 0; i < EPOCHS; i++) values[P + i] = losses[i];
  print_result("train mlp", t, values, P + EPOCHS);
}

int main(int argc, char **argv) {
  const char *what = argc == 2 ? argv[1] : "";
  for (int i = 0; i < POINTS; i++) {
    x[i] = 4 * uniform(1, i) - 2;
    y[i] = 1.5 * x[i] - 0.5 + 0.6 * noise(2, i);
  }
  if (!strcmp(what, "line")) {
    timing t = measure(descend_points);
    print_result("train line", t, line, 2);
  } else if (!strcmp(what, "line-sums")) {
    timing t = measure(descend_sums);
    print_result("train line-sums", t, line, 2);
  } else if (!strcmp(what, "mlp")) {
    train_network();
  } else {
    return usage("train line | line-sums | mlp");
  }
  return 0;
}
