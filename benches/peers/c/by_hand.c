/* C by hand: plain loops over fixed arrays, one sample at a time. Only W1 (f64) and W3 (f32).
 *
 *     by_hand name=w1 data=FILE out=FILE ...
 *
 * Prints the seconds of the first run, `warm WALL CPU`, and of each later one, `run WALL CPU`. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* W1: 2-2-2-1, cross-entropy, a step after each sample. The file's order: weights, then biases, layer by layer. */
enum { TINY_SAMPLES = 1000, TINY_EPOCHS = 100 };
typedef struct { double w1[2][2], b1[2], w2[2][2], b2[2], w3[2], b3; } Tiny;
typedef struct { Tiny first; double x[TINY_SAMPLES][2], y[TINY_SAMPLES]; } TinyData;

static double sigmoid(double z) { return 1 / (1 + exp(-z)); }

static void train_tiny(void *network, const void *file) {
    Tiny *n = network;
    const TinyData *data = file;
    const double rate = 0.1;
    for (int epoch = 0; epoch < TINY_EPOCHS; epoch++) {
        for (int s = 0; s < TINY_SAMPLES; s++) {
            const double *x = data->x[s];
            double a1[2], a2[2], d1[2], d2[2];
            for (int i = 0; i < 2; i++) a1[i] = sigmoid(n->b1[i] + n->w1[i][0] * x[0] + n->w1[i][1] * x[1]);
            for (int i = 0; i < 2; i++) a2[i] = sigmoid(n->b2[i] + n->w2[i][0] * a1[0] + n->w2[i][1] * a1[1]);
            double d3 = sigmoid(n->b3 + n->w3[0] * a2[0] + n->w3[1] * a2[1]) - data->y[s];
            for (int j = 0; j < 2; j++) d2[j] = n->w3[j] * d3 * a2[j] * (1 - a2[j]);
            for (int j = 0; j < 2; j++) d1[j] = (n->w2[0][j] * d2[0] + n->w2[1][j] * d2[1]) * a1[j] * (1 - a1[j]);
            for (int i = 0; i < 2; i++) {
                n->w3[i] -= rate * d3 * a2[i];
                n->b2[i] -= rate * d2[i];
                n->b1[i] -= rate * d1[i];
                for (int j = 0; j < 2; j++) {
                    n->w2[i][j] -= rate * d2[i] * a1[j];
                    n->w1[i][j] -= rate * d1[i] * x[j];
                }
            }
            n->b3 -= rate * d3;
        }
    }
}

/* W3: 784-30-10, squared error, mini-batches of 10. */
enum { INPUTS = 784, HIDDEN = 30, OUTPUTS = 10, BATCH = 10, SAMPLES = 50000 };
typedef struct { float w1[HIDDEN][INPUTS], b1[HIDDEN], w2[OUTPUTS][HIDDEN], b2[OUTPUTS]; } Digits;
typedef struct { Digits first; float x[SAMPLES][INPUTS], y[SAMPLES][OUTPUTS]; } DigitsData;

static float sigmoidf(float z) { return 1 / (1 + expf(-z)); }

/* Adds one sample to the sums of the gradient. */
static void accumulate(Digits *sum, const Digits *n, const float *x, const float *y) {
    float a1[HIDDEN], a2[OUTPUTS], d1[HIDDEN] = {0}, d2[OUTPUTS];
    for (int i = 0; i < HIDDEN; i++) {
        float z = n->b1[i];
        for (int j = 0; j < INPUTS; j++) z += n->w1[i][j] * x[j];
        a1[i] = sigmoidf(z);
    }
    for (int i = 0; i < OUTPUTS; i++) {
        float z = n->b2[i];
        for (int j = 0; j < HIDDEN; j++) z += n->w2[i][j] * a1[j];
        a2[i] = sigmoidf(z);
        d2[i] = (a2[i] - y[i]) * a2[i] * (1 - a2[i]);
    }
    for (int i = 0; i < OUTPUTS; i++) {
        for (int j = 0; j < HIDDEN; j++) d1[j] += n->w2[i][j] * d2[i];
        for (int j = 0; j < HIDDEN; j++) sum->w2[i][j] += d2[i] * a1[j];
        sum->b2[i] += d2[i];
    }
    for (int i = 0; i < HIDDEN; i++) {
        d1[i] *= a1[i] * (1 - a1[i]);
        for (int j = 0; j < INPUTS; j++) sum->w1[i][j] += d1[i] * x[j];
        sum->b1[i] += d1[i];
    }
}

static void train_digits(void *network, const void *file) {
    const DigitsData *data = file;
    static Digits sum;
    float *weights = network, *sums = (float *)&sum;
    for (int s = 0; s < SAMPLES; s += BATCH) {
        memset(&sum, 0, sizeof sum);
        for (int t = s; t < s + BATCH; t++) accumulate(&sum, network, data->x[t], data->y[t]);
        for (size_t i = 0; i < sizeof sum / sizeof *sums; i++) weights[i] -= 3.0f / BATCH * sums[i];
    }
}

static double seconds(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec + 1e-9 * time.tv_nsec;
}

/* A warm-up, then up to five runs, or two seconds of them; each from the file's weights. */
static void measure(void (*train)(void *, const void *), void *network, size_t bytes, const void *file) {
    double total = 0;
    for (int run = -1; run < 5 && total < 2; run++) {
        memcpy(network, file, bytes);
        double wall = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
        train(network, file);
        wall = seconds(CLOCK_MONOTONIC) - wall;
        printf("%s %.9f %.9f\n", run < 0 ? "warm" : "run", wall, seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu);
        if (run >= 0) total += wall;
    }
}

/* The value of `name=value`. */
static const char *argument(char **arguments, const char *name) {
    for (size_t length = strlen(name); *arguments; arguments++)
        if (!strncmp(*arguments, name, length) && (*arguments)[length] == '=') return *arguments + length + 1;
    fprintf(stderr, "no argument %s=\n", name);
    exit(1);
}

static FILE *opened(const char *path, const char *mode) {
    FILE *file = fopen(path, mode);
    if (!file) { perror(path); exit(1); }
    return file;
}

int main(int count, char **arguments) {
    (void)count;
    int tiny = !strcmp(argument(arguments, "name"), "w1");
    size_t bytes = tiny ? sizeof(TinyData) : sizeof(DigitsData), kept = tiny ? sizeof(Tiny) : sizeof(Digits);
    void *data = malloc(bytes), *network = malloc(kept);
    if (fread(data, 1, bytes, opened(argument(arguments, "data"), "rb")) != bytes) return 1;
    measure(tiny ? train_tiny : train_digits, network, kept, data);
    return fwrite(network, 1, kept, opened(argument(arguments, "out"), "wb")) != kept;
}
