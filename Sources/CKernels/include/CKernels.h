#ifndef CKERNELS_H
#define CKERNELS_H

// The module: loops that Swift cannot compile for the processor that runs them.
#include "kernels.h"
#include "optimizers.h"
#include "surfaces.h"
#include "tape_kernels.h"

#endif
