// The peak of one core: prints `peak f32 GFLOPS` and `peak f64 GFLOPS`, measured with independent multiply-adds in
// registers. No matrix product can be faster.

#include <stdio.h>
#include <time.h>

#ifdef __AVX512F__
#define BYTES 64
#else
#define BYTES 32
#endif
#define SUMS 12 // more than the processor executes at once, and few enough for the registers
#define STEPS 20000000L

static volatile double start_of[SUMS] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

static double seconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return time.tv_sec + 1e-9 * time.tv_nsec;
}

#define PEAK(type)                                                                                                     \
    static double peak_##type(void) {                                                                                  \
        typedef type vector __attribute__((vector_size(BYTES)));                                                       \
        double best = 0;                                                                                               \
        for (int run = 0; run < 5; run++) {                                                                            \
            vector sums[SUMS], factor = (vector){0} + (type)0.999, term = (vector){0} + (type)0.001;                   \
            for (int i = 0; i < SUMS; i++) sums[i] = (vector){0} + (type)start_of[i]; /* no two sums are the same */   \
            double start = seconds();                                                                                  \
            for (long step = 0; step < STEPS; step++) {                                                                \
                _Pragma("GCC unroll 12") for (int i = 0; i < SUMS; i++) sums[i] = sums[i] * factor + term;             \
                __asm__ volatile("" : : : "memory");                                                                   \
            }                                                                                                          \
            double flops = 2.0 * STEPS * SUMS * (BYTES / sizeof(type)) / (seconds() - start);                          \
            type check = 0;                                                                                            \
            for (int i = 0; i < SUMS; i++) check += sums[i][0];                                                        \
            if (check > 0 && flops > best) best = flops; /* `check` is looked at, so nothing is left out */            \
        }                                                                                                              \
        return best / 1e9;                                                                                             \
    }

PEAK(float)
PEAK(double)

int main(void) {
    printf("peak f32 %.4g\npeak f64 %.4g\n", peak_float(), peak_double());
    return 0;
}
