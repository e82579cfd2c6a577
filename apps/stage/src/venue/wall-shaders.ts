/**
 * What hangs behind her, one picture for each kind of wall, all functions of place and beats: nothing moves but with the music. `at` is
 * metres from the middle of the wall, 12.5 × 5.2; she stands before its lower middle, her head at −1.2. Dark most of the time, because
 * she and the beams are what one looks at.
 */
import type { Wall } from '../scenery.ts'

/** Order of the weights in `uWalls`. */
export const WALLS: readonly Wall[] = ['ring', 'bars', 'wheels', 'blossom', 'city', 'sunrise']

export const WALL_VERTEX = `
varying vec2 vAt;
void main() {
  vAt = uv;
  gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}
`

const SHARED = `
uniform vec3 uHueA;
uniform vec3 uHueB;
uniform vec3 uHueC;
uniform vec3 uAccent;
uniform float uBeats;
uniform float uBarBeats;
uniform float uBeat;
uniform float uEnergy;
uniform float uLevel;
uniform float uWalls[${WALLS.length}];
varying vec2 vAt;
const float TURN = 6.2831853;
float hash(vec2 p) { return fract(sin(dot(p, vec2(127.1, 311.7))) * 43758.5453); }
float lineOf(float far, float half_) { return smoothstep(half_ + 0.012, half_ - 0.004, far); }
float segment(vec2 p, vec2 a, vec2 b) {
  vec2 along = b - a;
  return length(p - a - along * clamp(dot(p - a, along) / dot(along, along), 0.0, 1.0));
}
/** Tiny lights of the wall. */
float sparks(vec2 cells, float share) {
  vec2 grid = vAt * cells;
  float own = hash(floor(grid));
  return step(1.0 - share, own) * smoothstep(0.4, 0.0, length(fract(grid) - 0.5)) * pow(0.5 + 0.5 * sin(uBeats * 0.8 + 40.0 * hash(floor(grid) + 7.0)), 4.0);
}
/** Upright strips, mirrored about the middle, leaping to a new height with every beat and sinking until the next. */
vec3 barsOf(vec2 at, vec3 wash, float swell) {
  float columns = 30.0;
  float column = floor(vAt.x * columns);
  float across = abs(fract(vAt.x * columns) - 0.5);
  float strip = smoothstep(0.11, 0.05, across);
  float bloom = exp(-across * across * 34.0);
  float pair = abs(column + 0.5 - columns * 0.5);
  float leap = hash(vec2(floor(pair), floor(uBeats)));
  float high = mix(0.12 + 0.1 * swell, leap * (0.35 + 0.65 * uBeat), uEnergy);
  float lit = smoothstep(high + 0.10, high - 0.06, vAt.y) * mix(0.35, 1.0, vAt.y / max(0.08, high));
  float wide = smoothstep(1.9, 3.0, abs(at.x));
  return wash * (strip * 0.42 + bloom * 0.05) * lit * mix(0.35, 1.0, uEnergy) * mix(0.10, 1.0, wide);
}
`
const RING = `
/** Her lantern: a thin ring of light that is clear inside, and every four beats a wave that runs out over the strips. */
vec3 ringOf(vec2 at, vec3 wash, float swell) {
  float far = length(at - vec2(0.0, -0.95));
  float ring = exp(-pow((far - 1.62) * 38.0, 2.0)) + 0.1 * exp(-abs(far - 1.62) * 9.0);
  float wave = fract(uBeats * 0.25);
  float run = exp(-pow((far - 1.62 - wave * 5.0) * 3.2, 2.0)) * (1.0 - wave) * uEnergy;
  vec3 light = barsOf(at, wash, swell) + uAccent * ring * (0.5 + 0.4 * uBeat * uEnergy) + wash * run * 0.12;
  return light + uAccent * sparks(vec2(90.0, 38.0), 0.012) * (0.25 + 0.5 * uEnergy);
}
`
const WHEELS = `
/** A wheel with spokes and a rim of bulbs that chase round; a bar of music turns it by four spokes. */
float wheel(vec2 p, float radius, float way, out float bulbs) {
  float far = length(p);
  float round_ = atan(p.y, p.x) + way * uBeats / uBarBeats * TURN * 0.25;
  float spoke = abs(fract(round_ / TURN * 16.0) - 0.5) / 16.0 * TURN * far;
  float inside = step(far, radius) * step(0.16 * radius, far);
  float lines = lineOf(0.5 / 16.0 * TURN * far - spoke, 0.006) * inside * 0.5;
  lines += lineOf(abs(far - radius), 0.022) + 0.6 * lineOf(abs(far - radius * 0.9), 0.008) + lineOf(abs(far - 0.16 * radius), 0.014);
  float count = 32.0;
  float slot = round_ / TURN * count;
  float chase = 0.35 + 0.65 * pow(0.5 + 0.5 * cos(TURN * (floor(slot) / 4.0 - uBeats)), 2.0);
  vec2 bulb = vec2((fract(slot) - 0.5) / count * TURN * far, far - radius - 0.12);
  bulbs = (smoothstep(0.045, 0.01, length(bulb)) + 0.25 * exp(-length(bulb) * 16.0)) * chase;
  return lines;
}
/** A fair in summer: two great wheels, garlands of bulbs, a daisy over her, and the folds of a curtain. */
vec3 wheelsOf(vec2 at, vec3 wash) {
  vec2 p = vec2(abs(at.x) - 3.7, at.y + 0.55);
  float bulbs;
  float lines = wheel(vec2(p.x * sign(at.x), p.y), 1.5, -1.0, bulbs);
  vec3 light = wash * lines * (0.16 + 0.2 * uEnergy) + mix(uAccent, uHueA, 0.3) * bulbs * (0.22 + 0.55 * uEnergy);
  // Garlands hang from hook to hook; every other bulb on every other beat.
  for (int row = 0; row < 2; row++) {
    float span = row == 0 ? 3.1 : 4.2;
    float hook = fract(at.x / span + 0.5 * float(row)) - 0.5;
    float cord = 2.15 - 0.55 * float(row) - 0.62 * (0.25 - hook * hook) * 1.6;
    float along = at.x / 0.3;
    vec2 bulb = vec2((fract(along) - 0.5) * 0.3, at.y - cord + 0.05);
    float turn = mod(floor(along) + floor(uBeats), 2.0);
    float lit = 0.3 + 0.7 * turn * (0.4 + 0.6 * uBeat);
    light += uHueB * lineOf(abs(at.y - cord), 0.006) * 0.12;
    light += mix(uHueA, uAccent, hash(vec2(floor(along), float(row)))) * (smoothstep(0.05, 0.02, length(bulb)) + 0.16 * exp(-length(bulb) * 13.0)) * lit * (0.3 + 0.5 * uEnergy);
  }
  // The daisy: two rows of petals round her head and shoulders.
  vec2 d = at - vec2(0.0, -0.95);
  float far = length(d);
  float round_ = atan(d.y, d.x) + 0.04 * sin(uBeats / uBarBeats * TURN);
  float petal = abs(fract(round_ / TURN * 20.0) - 0.5) * 2.0;
  float tip = 1.55 + 0.22 * sqrt(max(0.0, 1.0 - petal * petal));
  float edge = abs(far - tip);
  float fold = lineOf(abs(1.0 - petal) * far * 0.157, 0.006) * smoothstep(1.1, 1.3, far) * step(far, tip);
  light += uAccent * (exp(-pow(edge * 26.0, 2.0)) + 0.1 * exp(-pow(edge * 4.0, 2.0)) + 0.35 * fold) * (0.2 + 0.4 * uBeat * uEnergy);
  light += uHueA * exp(-pow((far - 1.05) * 30.0, 2.0)) * 0.16 + uAccent * smoothstep(1.5, 0.7, far) * 0.02;
  float curtain = 0.5 + 0.5 * sin(at.x * 9.0 + 0.8 * sin(at.x * 2.3));
  return light + uHueB * pow(curtain, 3.0) * 0.02 * smoothstep(-2.6, 2.6, at.y);
}
`
const BLOSSOM = `
/** How near a branch is: two that reach in from the wings, with twigs. Metres; they stir with the music. */
float branches(vec2 p) {
  p.y += 0.03 * sin(uBeats * 0.39 + p.x * 0.8);
  float d = segment(p, vec2(-6.6, 1.1), vec2(-4.9, 1.75)) - 0.055;
  d = min(d, segment(p, vec2(-4.9, 1.75), vec2(-3.4, 1.45)) - 0.036);
  d = min(d, segment(p, vec2(-3.4, 1.45), vec2(-1.9, 1.85)) - 0.018);
  d = min(d, segment(p, vec2(-3.4, 1.45), vec2(-2.5, 0.95)) - 0.016);
  d = min(d, segment(p, vec2(-4.9, 1.75), vec2(-4.2, 2.4)) - 0.02);
  d = min(d, segment(p, vec2(-5.6, 1.48), vec2(-4.4, 0.85)) - 0.022);
  d = min(d, segment(p, vec2(-4.4, 0.85), vec2(-3.7, 0.75)) - 0.012);
  d = min(d, segment(p, vec2(6.6, 0.3), vec2(5.0, 1.0)) - 0.04);
  d = min(d, segment(p, vec2(5.0, 1.0), vec2(3.5, 0.75)) - 0.024);
  d = min(d, segment(p, vec2(5.0, 1.0), vec2(4.2, 1.7)) - 0.02);
  return min(d, segment(p, vec2(3.5, 0.75), vec2(2.7, 1.05)) - 0.012);
}
/** Five petals, each with its notch. @returns light, and shade from heart to tip in y. */
vec2 flower(vec2 p, float radius, float turn) {
  float far = length(p) / radius;
  if (far > 1.0) return vec2(0.0);
  float round_ = abs(fract(atan(p.y, p.x) / TURN * 5.0 + turn) - 0.5) * 2.0;
  float tip = 0.62 + 0.38 * sqrt(max(0.0, 1.0 - pow(1.0 - round_, 2.0) * 0.9)) - 0.2 * smoothstep(0.86, 1.0, round_);
  tip *= 1.0 - 0.45 * smoothstep(0.25, 0.0, round_);
  return vec2(smoothstep(tip, tip - 0.12, far), far);
}
/** Soft patches, 0–1, about one a unit. */
float cloudy(vec2 p) {
  vec2 cell = floor(p);
  vec2 part = smoothstep(0.0, 1.0, fract(p));
  float low = mix(hash(cell), hash(cell + vec2(1.0, 0.0)), part.x);
  return mix(low, mix(hash(cell + vec2(0.0, 1.0)), hash(cell + 1.0), part.x), part.y);
}
/** A moon over cherry branches in bloom, and mist about the ground. */
vec3 blossomOf(vec2 at, vec3 wash) {
  vec3 cherry = mix(vec3(1.0, 0.36, 0.5), uHueA, 0.3);
  at.y += 0.75;
  vec2 m = at - vec2(0.75, 0.3);
  float far = length(m);
  float disc = smoothstep(1.3, 1.27, far);
  float seas = smoothstep(0.42, 0.68, 0.55 * cloudy(m * 1.5 + 3.7) + 0.3 * cloudy(m * 3.3 + 9.1) + 0.15 * cloudy(m * 7.9));
  vec3 warm = mix(vec3(1.0, 0.9, 0.74), uAccent, 0.12);
  vec3 moon = mix(warm, warm * vec3(0.66, 0.64, 0.7), 0.62 * seas) * (1.0 - 0.2 * smoothstep(0.6, 1.3, far));
  float halo = 0.16 * exp(-max(0.0, far - 1.28) * 5.0) + 0.085 * exp(-max(0.0, far - 1.28) * 1.1);
  vec3 light = moon * disc * (0.5 + 0.05 * uBeat * uEnergy) + warm * halo * (1.0 - disc);
  // The sky, and bands of mist that drift over the lower part of the moon.
  light += mix(uHueC * uHueC * 0.09, uHueB * uHueB * 0.045, smoothstep(-1.6, 3.0, at.y)) + cherry * 0.03 * smoothstep(1.2, -2.2, at.y);
  float mist = 0.5 + 0.5 * sin(at.x * 0.7 + uBeats * 0.1 + 1.7 * sin(at.y * 1.3));
  float band = exp(-pow((at.y + 1.0 + 0.35 * mist) * 1.4, 2.0));
  light = mix(light, cherry * 0.06, band * 0.55 * mist) + cherry * band * 0.035;
  float wood = branches(at);
  light = mix(light, uHueB * 0.012, smoothstep(0.012, -0.004, wood));
  light += uAccent * 0.10 * smoothstep(0.0, -0.012, wood) * smoothstep(-0.03, -0.008, wood);
  // Flowers in clouds along the twigs, two sizes laid over each other.
  for (int layer = 0; layer < 3; layer++) {
    float size = layer == 0 ? 0.34 : layer == 1 ? 0.26 : 0.19;
    vec2 grid = at / size + vec2(7.3, 3.1) * float(layer);
    vec2 cell = floor(grid);
    vec2 own = vec2(hash(cell), hash(cell + 31.7));
    // A flower keeps to its own cell, or a straight edge would cut it.
    vec2 centre = (cell + 0.5 + (own - 0.5) * 0.24 - vec2(7.3, 3.1) * float(layer)) * size;
    float near = branches(centre);
    if (near > 0.17 || abs(centre.x) > 5.7 || centre.y > 2.7) continue;
    float cloud = 0.5 + 0.5 * sin(centre.x * 2.7 + 2.0 * sin(centre.y * 3.1));
    float grows = (1.0 - smoothstep(0.03, 0.17, near)) * (0.45 + 0.65 * cloud);
    if (hash(cell + 11.3) > grows) continue;
    vec2 bloom = flower(at - centre, size * 0.38, own.x);
    vec3 tint = mix(cherry, vec3(1.0, 0.84, 0.88), 0.2 + 0.5 * own.y) * (0.2 + 0.3 * own.x + 0.15 * uEnergy);
    tint = mix(tint * vec3(0.85, 0.3, 0.45), tint, smoothstep(0.1, 0.6, bloom.y));
    light = mix(light, tint, bloom.x);
  }
  return light;
}
`
const CITY = `
const vec3 LAMPLIGHT = vec3(1.0, 0.56, 0.2);
/** One row of houses: how high the roofs are, and the windows that are lit in it. @returns height, light. */
vec2 houses(vec2 at, float wide, float base, float most, float seed) {
  float house = floor(at.x / wide);
  float own = hash(vec2(house, seed));
  float roof = base + most * own * (0.55 + 0.45 * smoothstep(0.6, 3.2, abs((house + 0.5) * wide)));
  vec2 pane = vec2(at.x / wide * 5.0, at.y / 0.155);
  vec2 cell = floor(pane);
  vec2 inside = abs(fract(pane) - 0.5);
  float window = step(inside.x, 0.27) * step(inside.y, 0.3) * step(0.9, mod(cell.x, 5.0) + 0.5) * step(mod(cell.x, 5.0), 3.5);
  // Windows are whole or not there, under the roof as in the light.
  float storey = (cell.y + 0.5) * 0.155;
  window *= step(storey, roof - 0.13) * step(-2.45, storey);
  // Windows go on from below, house by house, as high as the beat throws them; some simply stay awake.
  float leap = hash(vec2(house, floor(uBeats) + seed));
  float high = mix(-2.6, roof, mix(0.2, leap * (0.4 + 0.6 * uBeat), uEnergy));
  float awake = step(0.86, hash(cell + seed));
  float thrown = step(storey, high) * step(0.35, hash(cell + seed + 3.0));
  return vec2(roof, window * max(awake * 0.55, thrown * (0.3 + 0.5 * uEnergy)));
}
/** A town at night that plays along, the last of the day behind it. */
vec3 cityOf(vec2 at, vec3 wash) {
  float dusk = exp(-(at.y + 2.4) * 0.85);
  vec3 light = uHueC * dusk * 0.13 + mix(uHueB, uHueA, smoothstep(-1.5, 2.4, at.y)) * 0.03;
  light += uAccent * sparks(vec2(110.0, 46.0), 0.02) * smoothstep(-0.6, 1.0, at.y) * 0.5;
  vec2 back = houses(at + vec2(0.21, 0.0), 0.52, -1.5, 2.0, 5.0);
  float inBack = smoothstep(0.01, -0.01, at.y - back.x);
  light = mix(light, uHueA * 0.018 + uHueC * dusk * 0.03, inBack) + mix(uHueB, LAMPLIGHT, 0.35) * back.y * 0.16 * inBack;
  vec2 front = houses(at, 0.78, -2.0, 1.75, 17.0);
  float inFront = smoothstep(0.01, -0.01, at.y - front.x);
  light = mix(light, uHueA * 0.006, inFront) + mix(uAccent, LAMPLIGHT, 0.7) * front.y * 0.5 * inFront;
  // A line of light along the roofs.
  light += wash * exp(-abs(at.y - front.x) * 40.0) * (0.06 + 0.16 * uBeat * uEnergy) * smoothstep(0.5, 1.6, abs(at.x));
  return light;
}
`
const SUNRISE = `
/** The fire that was left comes up: a sun in bars of light with rays that turn, over a ground of lines that run towards you. */
vec3 sunriseOf(vec2 at, vec3 wash) {
  float horizon = -1.75;
  vec2 s = at - vec2(0.0, mix(-1.55, -0.75, uEnergy));
  float far = length(s);
  float over = smoothstep(horizon - 0.01, horizon + 0.01, at.y);
  float radius = 1.72 + 0.05 * uBeat * uEnergy;
  float disc = smoothstep(radius, radius - 0.03, far);
  float low = clamp((0.55 - s.y) / 2.2, 0.0, 1.0);
  float slit = smoothstep(0.06, 0.1, abs(fract(s.y * 4.2 + uBeats * 0.25) - 0.5) * (1.0 - low) + 0.06 * (1.0 - step(0.02, low)) + 0.045);
  vec3 fire = mix(uHueB, uHueA, smoothstep(-1.4, 1.2, s.y));
  vec3 light = fire * disc * mix(1.0, slit, step(0.02, low)) * (0.26 + 0.16 * uBeat * uEnergy);
  light += fire * 0.2 * exp(-max(0.0, far - radius) * 1.7) * (1.0 - disc);
  light += uAccent * exp(-pow((far - radius) * 26.0, 2.0)) * (0.25 + 0.4 * uBeat * uEnergy);
  // Rays, sixteen of them, one step a beat.
  float round_ = atan(s.x, s.y) / TURN * 16.0 + uBeats * 0.25;
  float ray = smoothstep(0.2, 0.42, abs(fract(round_) - 0.5)) * smoothstep(radius, radius + 0.5, far) * exp(-(far - radius) * 0.34);
  light += mix(uHueA, uAccent, 0.3) * ray * (0.05 + 0.2 * uEnergy * (0.4 + 0.6 * uBeat));
  light *= over;
  light += uHueC * 0.035 * smoothstep(0.5, 2.6, at.y);
  // The ground: lines that come nearer with every beat.
  float below = max(0.02, horizon - at.y);
  float depth = 0.32 / below;
  float across = abs(fract(at.x * depth * 1.4) - 0.5);
  float along = abs(fract(depth * 2.2 + uBeats * 0.5) - 0.5);
  float grid = smoothstep(0.47, 0.5, across) + smoothstep(0.44, 0.5, along);
  light += uHueB * grid * (1.0 - over) * (0.08 + 0.2 * uEnergy) * smoothstep(0.0, 0.3, below);
  light += uAccent * exp(-abs(at.y - horizon) * 42.0) * (0.3 + 0.4 * uBeat * uEnergy);
  return light;
}
`
export const WALL_FRAGMENT = `
${SHARED}${RING}${WHEELS}${BLOSSOM}${CITY}${SUNRISE}
void main() {
  vec2 at = (vAt - 0.5) * vec2(12.5, 5.2);
  float swell = 0.5 + 0.5 * sin(at.x * 0.55 + 0.39 * uBeats);
  vec3 wash = mix(mix(uHueA, uHueB, swell), uHueC, smoothstep(-2.0, 2.6, at.y) * 0.6);
  vec3 light = vec3(0.0);
  if (uWalls[0] > 0.0) light += uWalls[0] * ringOf(at, wash, swell);
  if (uWalls[1] > 0.0) light += uWalls[1] * barsOf(at, wash, swell);
  if (uWalls[2] > 0.0) light += uWalls[2] * wheelsOf(at, wash);
  if (uWalls[3] > 0.0) light += uWalls[3] * blossomOf(at, wash);
  if (uWalls[4] > 0.0) light += uWalls[4] * cityOf(at, wash);
  if (uWalls[5] > 0.0) light += uWalls[5] * sunriseOf(at, wash);
  // The faintest wash, so that the wall is a wall.
  light += wash * 0.012 * (0.4 + 0.6 * swell) * (1.0 - 0.5 * vAt.y);
  float edge = smoothstep(0.0, 0.05, vAt.x) * smoothstep(1.0, 0.95, vAt.x) * smoothstep(1.0, 0.86, vAt.y) * smoothstep(0.0, 0.02, vAt.y);
  gl_FragColor = vec4(light * edge * uLevel, 1.0);
  #include <colorspace_fragment>
}
`
