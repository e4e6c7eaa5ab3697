/* Times cairo's own PNG writer on a picture, and hands its pixels to our encoder.

   write_png PICTURE.png PIXELS REPETITIONS

   Writes the pixels (32 bits each, 0xXXRRGGBB, no gaps between rows) to PIXELS, and prints width,
   height, the median milliseconds of CPU time of cairo_surface_write_to_png_stream and the bytes it
   wrote. */
#include <cairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static cairo_status_t count(void *closure, const unsigned char *data, unsigned int length) {
  (void)data;
  *(size_t *)closure += length;
  return CAIRO_STATUS_SUCCESS;
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/* Of CPU time, which other work on the machine disturbs less. */
static double milliseconds(void) { return 1e3 * (double)clock() / CLOCKS_PER_SEC; }

int main(int argc, char **argv) {
  if (argc != 4) return fprintf(stderr, "usage: write_png PICTURE PIXELS REPETITIONS\n"), 64;
  cairo_surface_t *picture = cairo_image_surface_create_from_png(argv[1]);
  int width = cairo_image_surface_get_width(picture);
  int height = cairo_image_surface_get_height(picture);
  if (cairo_surface_status(picture) != CAIRO_STATUS_SUCCESS || width < 1)
    return fprintf(stderr, "write_png: cannot read %s\n", argv[1]), 1;
  /* Without an alpha channel, as our renderer's surface. */
  cairo_surface_t *opaque = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
  cairo_t *context = cairo_create(opaque);
  cairo_set_source_surface(context, picture, 0, 0);
  cairo_paint(context);
  cairo_destroy(context);
  cairo_surface_flush(opaque);

  FILE *pixels = fopen(argv[2], "wb");
  if (!pixels) return perror(argv[2]), 1;
  int stride = cairo_image_surface_get_stride(opaque);
  for (int row = 0; row < height; row++)
    fwrite(cairo_image_surface_get_data(opaque) + (size_t)row * stride, 4, width, pixels);
  fclose(pixels);

  int repetitions = atoi(argv[3]) > 0 ? atoi(argv[3]) : 1;
  double *times = malloc(repetitions * sizeof *times);
  size_t bytes = 0;
  for (int i = 0; i < repetitions; i++) {
    bytes = 0;
    double start = milliseconds();
    cairo_surface_write_to_png_stream(opaque, count, &bytes);
    times[i] = milliseconds() - start;
  }
  qsort(times, repetitions, sizeof *times, ascending);
  printf("%d %d %.3f %zu\n", width, height, times[repetitions / 2], bytes);
  return 0;
}
