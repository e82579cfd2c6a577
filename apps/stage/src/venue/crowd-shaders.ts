/**
 * The crowd as flat figures before the light, drawn as distances: as smooth right before the eye as far away. One instance is one person: two
 * sticks with their glow and, over them, the body, whose fists close round the sticks. What they do comes in as numbers (`crowd-pose.ts`).
 * Colours are premultiplied: a body covers what is behind it, a glow adds to it.
 */
import { HEAD_TOP_M, STICK_M } from './crowd-pose.ts'

/** Room round a stick for its glow, metres. */
const GLOW_M = 0.13
const n = (value: number): string => value.toFixed(3)

export const CROWD_VERTEX = `
attribute vec3 aPlace;
attribute float aLean;
attribute vec4 aLeft;
attribute vec4 aRight;
attribute vec4 aSticks;
attribute vec4 aLook;
attribute vec2 aStickLook;
uniform vec3 uColours[4];
varying vec2 vAt;
varying vec4 vLeft;
varying vec4 vRight;
varying vec4 vSticks;
varying vec4 vLook;
varying vec4 vStick;
varying vec3 vColour;
varying float vPart;
varying vec3 vPlace;
varying float vNear;
void main() {
  // position: corner of the quad, 0–1; z: 0 left stick, 1 right stick, 2 body.
  vPart = position.z;
  vLeft = aLeft;
  vRight = aRight;
  vSticks = aSticks;
  vLook = aLook;
  vPlace = aPlace;
  vColour = uColours[int(aStickLook.x)] * aStickLook.y;
  vStick = vec4(0.0);
  float height = aLook.x;
  if (position.z < 1.5) {
    bool left = position.z < 0.5;
    vec2 hand = left ? aLeft.zw : aRight.zw;
    float angle = left ? aSticks.x : aSticks.y;
    float holds = left ? aSticks.z : aSticks.w;
    vec2 along = vec2(sin(angle), cos(angle));
    vec2 across = vec2(along.y, -along.x);
    vStick = vec4(hand, along);
    vec2 room = mix(vec2(-${n(GLOW_M)}, -${n(GLOW_M + STICK_M[0])}), vec2(${n(GLOW_M)}, ${n(GLOW_M + STICK_M[1])}), position.xy);
    vColour *= holds;
    vAt = hand + step(0.001, holds) * (across * room.x + along * room.y);
  } else {
    vec2 low = vec2(min(-0.34, min(min(aLeft.x, aLeft.z), min(aRight.x, aRight.z)) - 0.09), 0.3);
    vec2 high = vec2(max(0.34, max(max(aLeft.x, aLeft.z), max(aRight.x, aRight.z)) + 0.09), max(${n(HEAD_TOP_M + 0.08)}, max(aLeft.w, aRight.w) + 0.14));
    vAt = mix(low, high, position.xy);
  }
  vec4 view = viewMatrix * vec4(aPlace, 1.0);
  view.xy += height * vec2(vAt.x + aLean * vAt.y, vAt.y);
  // Whoever stands right before the eye is out of focus and out of the light.
  vNear = 1.0 - smoothstep(1.6, 6.0, -view.z);
  gl_Position = projectionMatrix * view;
}
`

export const CROWD_FRAGMENT = `
uniform vec3 uRim;
uniform vec3 uShade;
uniform float uLevel;
varying vec2 vAt;
varying vec4 vLeft;
varying vec4 vRight;
varying vec4 vSticks;
varying vec4 vLook;
varying vec4 vStick;
varying vec3 vColour;
varying float vPart;
varying vec3 vPlace;
varying float vNear;

float segment(vec2 p, vec2 a, vec2 b) {
  vec2 along = b - a;
  return length(p - a - along * clamp(dot(p - a, along) / max(1e-5, dot(along, along)), 0.0, 1.0));
}
/** A limb that narrows from one end to the other. */
float limb(vec2 p, vec2 a, vec2 b, float ra, float rb) {
  vec2 along = b - a;
  float t = clamp(dot(p - a, along) / max(1e-5, dot(along, along)), 0.0, 1.0);
  return length(p - a - along * t) - mix(ra, rb, t);
}
float oval(vec2 p, vec2 centre, vec2 radius) {
  return (length((p - centre) / radius) - 1.0) * min(radius.x, radius.y);
}
float both(float a, float b, float soft) {
  float h = clamp(0.5 + 0.5 * (b - a) / soft, 0.0, 1.0);
  return mix(b, a, h) - soft * h * (1.0 - h);
}
// From behind: quiet cuts that stay close to head, neck and shoulders. Strands break every outline.
float hairOf(vec2 p, float cut, float swing) {
  float strands = 0.0012 * sin(p.x * 170.0 + 40.0 * swing) * smoothstep(1.62, 1.7, p.y);
  float crown = both(oval(p, vec2(0.004 * sign(swing), 1.638), vec2(0.083, 0.102)), oval(p, vec2(0.0, 1.6), vec2(0.076, 0.098)), 0.02) + strands;
  // Short, parted to one side.
  if (cut < 0.5) return both(crown, oval(p, vec2(0.02 * sign(swing), 1.69), vec2(0.062, 0.056)), 0.02);
  // A bob: rounded, a little wider over the ears, in to the neck.
  if (cut < 1.5) return both(crown, oval(p, vec2(0.12 * swing * (1.62 - p.y), 1.575), vec2(0.09, 0.094)), 0.03);
  if (cut < 2.5) {
    // Long: down the back, narrow all the way.
    float x = p.x - swing * (1.6 - p.y) * 0.3;
    float wide = 0.08 + 0.012 * smoothstep(1.5, 1.36, p.y) - 0.045 * smoothstep(1.32, 1.17, p.y);
    return both(crown, max(abs(x) - wide, max(1.17 + 0.01 * sin(p.x * 70.0) - p.y, p.y - 1.62)), 0.03);
  }
  if (cut < 3.5) {
    // A pony tail that hangs close, swinging a little.
    vec2 mid = vec2(0.02 + swing * 0.08, 1.54);
    float tail = both(limb(p, vec2(0.008, 1.7), mid, 0.03, 0.036), limb(p, mid, vec2(0.01 + swing * 0.2, 1.34), 0.036, 0.008), 0.01);
    return both(crown, tail, 0.02);
  }
  // A knot low on the head.
  if (cut < 4.5) return both(crown, oval(p, vec2(0.006, 1.712), vec2(0.05, 0.042)), 0.012);
  // To the shoulders.
  if (cut < 5.5) return both(crown, limb(p, vec2(0.0, 1.6), vec2(0.1 * swing, 1.46), 0.082, 0.066), 0.03);
  // A knitted cap.
  if (cut < 6.5) return min(crown, max(oval(p, vec2(0.0, 1.652), vec2(0.09, 0.104)), 1.62 - p.y));
  // Curls.
  return oval(p, vec2(0.0, 1.63), vec2(0.098, 0.112)) + 0.003 * sin(11.0 * atan(p.x, p.y - 1.6) + 30.0 * swing) + strands;
}
/** One arm with its hand: a fist where it holds something, else an open hand. */
float armOf(vec2 p, vec2 shoulder, vec4 arm, float angle, float holds) {
  vec2 hand = arm.zw;
  vec2 fore = normalize(hand - arm.xy + vec2(0.0, 1e-4));
  vec2 across = vec2(fore.y, -fore.x);
  float made = both(limb(p, shoulder, arm.xy, 0.064, 0.05), limb(p, arm.xy, hand - fore * 0.045, 0.049, 0.029), 0.02);
  vec2 at = vec2(dot(p - hand, across), dot(p - hand, fore));
  float palm;
  if (holds > 0.0) {
    // Knuckles round the stick, the thumb laid over them.
    vec2 along = vec2(sin(angle), cos(angle));
    vec2 grip = vec2(dot(p - hand, vec2(along.y, -along.x)), dot(p - hand, along));
    vec2 corner = abs(grip) - vec2(0.026, 0.03);
    palm = length(max(corner, 0.0)) + min(max(corner.x, corner.y), 0.0) - 0.014;
    palm = min(palm, limb(grip, vec2(0.03, -0.012), vec2(-0.012, 0.042), 0.014, 0.011));
    palm = both(palm, limb(p, hand - fore * 0.06, hand, 0.03, 0.03), 0.015);
  } else {
    palm = oval(at, vec2(0.0, 0.0), vec2(0.038, 0.046));
    for (int finger = 0; finger < 4; finger++) {
      float f = float(finger) - 1.5;
      palm = min(palm, limb(at, vec2(f * 0.018, 0.03), vec2(f * 0.024, 0.088 - 0.008 * f * f), 0.0105, 0.008));
    }
    float out_ = hand.x < 0.0 ? 1.0 : -1.0;
    palm = min(palm, limb(at, vec2(out_ * 0.025, -0.01), vec2(out_ * 0.058, 0.03), 0.014, 0.009));
  }
  return both(made, palm, 0.014);
}
vec4 stick() {
  vec2 from = vStick.xy - vStick.zw * ${n(STICK_M[0])};
  float far = segment(vAt, vStick.xy + vStick.zw * 0.035, vStick.xy + vStick.zw * ${n(STICK_M[1])});
  float handle = segment(vAt, from, vStick.xy);
  float edge = fwidth(far);
  float tube = smoothstep(0.016 + edge, 0.016 - edge, far);
  float core = smoothstep(0.013, 0.002, far);
  float halo = pow(max(0.0, 1.0 - far / ${n(GLOW_M)}), 3.0);
  float dark = smoothstep(0.013 + edge, 0.013 - edge, handle);
  float white = max(vColour.r, max(vColour.g, vColour.b));
  vec3 light = vColour * (0.62 * tube + 0.26 * halo) + mix(vColour, vec3(white), 0.7) * (0.38 * core * tube);
  float seen = vPart < 0.5 ? vSticks.z : vSticks.w;
  return vec4(light * uLevel, max(dark * 0.9, tube * 0.6) * seen);
}
void main() {
  if (vPart < 1.5) {
    gl_FragColor = stick();
    if (max(gl_FragColor.a, max(gl_FragColor.r, max(gl_FragColor.g, gl_FragColor.b))) < 0.002) discard;
    #include <colorspace_fragment>
    return;
  }
  vec2 p = vAt;
  float build = vLook.y;
  float swing = vLook.w;
  float neck = max(abs(p.x) - 0.056 - 0.07 * smoothstep(1.5, 1.36, p.y), abs(p.y - 1.43) - 0.1);
  // Sloping shoulders, waist, hips.
  float wide = p.y > 1.34
    ? mix(0.055, 0.205 * build, sqrt(clamp((1.455 - p.y) / 0.115, 0.0, 1.0)))
    : mix(0.205 * build, 0.15 * build, smoothstep(1.34, 1.02, p.y)) + 0.04 * smoothstep(1.02, 0.8, p.y);
  float torso = max((abs(p.x) - wide) * 0.9, p.y - 1.455);
  float edge = both(torso, neck, 0.03);
  float head = oval(p, vec2(0.0, 1.6), vec2(0.078, 0.112));
  edge = both(edge, head, 0.012);
  float hair = hairOf(p, vLook.z, swing);
  edge = min(edge, hair);
  float arms = min(
    armOf(p, vec2(-0.172 * build, 1.385), vLeft, vSticks.x, vSticks.z),
    armOf(p, vec2(0.172 * build, 1.385), vRight, vSticks.y, vSticks.w)
  );
  edge = both(edge, arms, 0.012);
  float pixel = max(1e-4, fwidth(p.y));
  float soft = 0.5 * pixel + 0.012 * vNear;
  float there = smoothstep(soft, -soft, edge);
  if (there <= 0.0) discard;
  // Light of the stage comes round the edges that look up to it and to its middle.
  vec2 facing = vec2(dFdx(edge), dFdy(edge));
  facing /= max(1e-5, length(facing));
  vec2 from = normalize(vec2(clamp(-vPlace.x * 0.25, -1.1, 1.1), 0.85));
  float lit = 0.06 + 0.94 * smoothstep(0.05, 0.95, dot(facing, from));
  float band = smoothstep(-max(0.011, 1.5 * pixel), 0.0, edge);
  float skirt = smoothstep(-0.05, 0.0, edge);
  // An arm or the head before the body shows its own edge, faintly.
  float inner = max(smoothstep(-0.01, 0.0, arms) * smoothstep(0.012, 0.0, arms), smoothstep(-0.01, 0.0, hair) * smoothstep(0.01, 0.0, hair)) * step(edge, -0.012) * 0.1;
  float high = smoothstep(0.7, 1.5, p.y);
  vec3 light = uShade * (0.5 + 0.5 * high) + uRim * high * (1.0 - 0.7 * vNear) * (lit * band + 0.02 * lit * skirt * skirt + inner);
  // Their own sticks shine on hair, hand and shoulder.
  float near = 0.0;
  if (vSticks.z > 0.0) near += vSticks.z * exp(-9.0 * segment(p, vLeft.zw, vLeft.zw + ${n(STICK_M[1])} * vec2(sin(vSticks.x), cos(vSticks.x))));
  if (vSticks.w > 0.0) near += vSticks.w * exp(-9.0 * segment(p, vRight.zw, vRight.zw + ${n(STICK_M[1])} * vec2(sin(vSticks.y), cos(vSticks.y))));
  light += vColour * uLevel * near * (0.006 + 0.14 * skirt * skirt * skirt);
  gl_FragColor = vec4(light * there, there);
  #include <colorspace_fragment>
}
`
