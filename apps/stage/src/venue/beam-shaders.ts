/**
 * Shaders of beams, of the pools they throw and of lenses. `aShape` of a lamp: shafts that a gobo or prism cuts its beam into (0: none),
 * how far they have turned in radians, and frost, 0–1.
 */

/**
 * A beam is lit haze in a cone. Every pixel asks how near its line of sight passes the beam's middle, and how much haze it goes through there:
 * bright in the middle, nothing at the rim, thinning as the light spreads. Drawn on the cone's far side only, so that whoever stands in a beam
 * is before it, and laid over what is behind as on film.
 */
export const CONE_VERTEX = `
attribute vec3 aColour;
attribute vec4 aShape;
varying vec3 vColour;
varying vec4 vShape;
varying vec3 vWorld;
varying vec3 vApex;
varying vec3 vAxis;
varying vec3 vSide;
varying vec2 vSize;
void main() {
  vColour = aColour;
  vShape = aShape;
  vec3 down = (instanceMatrix * vec4(0.0, -1.0, 0.0, 0.0)).xyz;
  vec3 side = (instanceMatrix * vec4(1.0, 0.0, 0.0, 0.0)).xyz;
  vApex = (instanceMatrix * vec4(0.0, 0.0, 0.0, 1.0)).xyz;
  vSize = vec2(length(down), length(side));
  vAxis = down / vSize.x;
  vSide = side / max(1e-4, vSize.y);
  vec4 world = modelMatrix * instanceMatrix * vec4(position, 1.0);
  vWorld = world.xyz;
  gl_Position = projectionMatrix * viewMatrix * world;
}
`
export const CONE_FRAGMENT = `
uniform float uTime;
uniform float uLevel;
varying vec3 vColour;
varying vec4 vShape;
varying vec3 vWorld;
varying vec3 vApex;
varying vec3 vAxis;
varying vec3 vSide;
varying vec2 vSize;
/** Smoke in two sizes that drifts and rises. */
float haze(vec3 p) {
  float slow = sin(p.x * 1.3 + uTime * 0.21 + 1.5 * sin(p.y * 0.9 - uTime * 0.16) + 0.9 * sin(p.z * 1.4 + uTime * 0.17));
  vec3 q = p * 2.7 + vec3(0.7 * slow, -uTime * 0.31, 0.4 * slow);
  float fine = sin(q.x + 1.2 * sin(q.y * 1.1) + 0.8 * sin(q.z * 1.3));
  return 0.5 + 0.3 * slow + 0.2 * fine;
}
void main() {
  vec3 sight = normalize(vWorld - cameraPosition);
  vec3 from = cameraPosition - vApex;
  float slant = dot(vAxis, sight);
  float open = max(0.02, 1.0 - slant * slant);
  float along = clamp((dot(vAxis, from) - slant * dot(sight, from)) / open, 0.0, vSize.x);
  vec3 middle = vApex + vAxis * along;
  vec3 at = cameraPosition + sight * max(0.0, dot(middle - cameraPosition, sight));
  float share = along / vSize.x;
  float radius = 0.07 + (vSize.y - 0.07) * share;
  float off = length(at - middle) / radius;
  if (off >= 1.0) discard;
  // Frost spreads the light over the whole cone; without it there is a core.
  float through = exp(-mix(4.2, 1.6, vShape.z) * off * off) * smoothstep(1.0, 0.7, off);
  through *= min(1.7, inversesqrt(open));
  // A gobo or a prism cuts the beam into shafts, which turn with it.
  if (vShape.x > 0.5) {
    vec3 beside = (at - middle) / radius;
    float round_ = atan(dot(beside, cross(vAxis, vSide)), dot(beside, vSide));
    through *= mix(1.0, 0.3 + 1.4 * smoothstep(0.2, 0.8, 0.5 + 0.5 * cos(round_ * vShape.x + vShape.y)), smoothstep(0.05, 0.4, off));
  }
  float thin = smoothstep(0.0, 0.02, share) * exp(-1.5 * share) * smoothstep(1.0, 0.75, share) * min(1.25, 0.45 / (0.15 + radius));
  // Haze throws light mostly onwards: beams that come at you blaze, beams from behind you are faint.
  vec3 toEye = cameraPosition - at;
  float onwards = 0.5 + 0.5 * dot(vAxis, normalize(toEye));
  float scatter = 0.10 + 0.9 * onwards * onwards;
  // The haze right before the eye would be a veil over everything.
  float clear = smoothstep(0.8, 8.0, length(toEye));
  // Light between the hall and her would wash her out: below head height it stays behind her.
  float before = smoothstep(-0.9, 0.4, at.z) * smoothstep(3.0, 2.0, at.y);
  clear *= 1.0 - 0.8 * before;
  float light = uLevel * through * thin * scatter * clear * mix(0.68, 1.18, haze(at));
  // Near the lens, in the middle, it is nearly white; no beam is ever as bright as a face.
  float strong = max(vColour.r, max(vColour.g, vColour.b));
  vec3 colour = mix(vColour, vec3(strong), 0.35 * exp(-9.0 * off * off) * exp(-5.0 * share));
  float most = max(1e-4, light * strong);
  gl_FragColor = vec4(colour * light * (min(most, 0.1 + 0.6 * most) / most), 1.0);
  #include <colorspace_fragment>
}
`
export const SPOT_VERTEX = `
attribute vec3 aColour;
attribute vec4 aShape;
varying vec3 vColour;
varying vec4 vShape;
varying vec2 vAt;
void main() {
  vShape = aShape;
  vColour = aColour;
  vAt = uv * 2.0 - 1.0;
  gl_Position = projectionMatrix * viewMatrix * modelMatrix * instanceMatrix * vec4(position, 1.0);
}
`
/** A lens seen from the hall: the disc turns to the eye and flares when it shines towards it. */
export const LENS_VERTEX = `
attribute vec3 aColour;
varying vec3 vColour;
varying vec2 vAt;
varying float vFlare;
varying float vLens;
void main() {
  vec4 centre = viewMatrix * modelMatrix * instanceMatrix * vec4(0.0, 0.0, 0.0, 1.0);
  vec3 ahead = normalize((viewMatrix * vec4((instanceMatrix * vec4(0.0, 0.0, 1.0, 0.0)).xyz, 0.0)).xyz);
  centre.xyz += ahead * 0.15;
  float towards = dot(ahead, normalize(-centre.xyz));
  vFlare = pow(max(0.0, towards), 5.0);
  vColour = aColour * smoothstep(-0.05, 0.35, towards);
  float size = 0.42 + 1.1 * vFlare;
  vLens = 0.105 / size;
  vAt = (uv * 2.0 - 1.0);
  gl_Position = projectionMatrix * (centre + vec4(position.xy * size, 0.0, 0.0));
}
`
/** Glass with a hot filament in the lamp's own colour, a thin ring of its mount, a halo, and towards you a star and a streak. */
export const LENS_FRAGMENT = `
uniform float uLevel;
varying vec3 vColour;
varying vec2 vAt;
varying float vFlare;
varying float vLens;
void main() {
  float radius = length(vAt);
  if (radius >= 1.0) discard;
  float rest = smoothstep(1.0, 0.6, radius);
  float in_ = radius / vLens;
  float strong = max(vColour.r, max(vColour.g, vColour.b));
  float glass = smoothstep(1.05, 0.85, in_) * (0.55 + 0.2 * cos(in_ * 9.0));
  float core = exp(-5.0 * in_ * in_);
  float mount = exp(-pow((in_ - 1.0) * 7.0, 2.0)) * 0.3;
  float halo = exp(-8.0 * radius * radius) * (0.1 + 0.25 * vFlare);
  float star = pow(abs(cos(3.0 * atan(vAt.y, vAt.x))), 60.0) * exp(-7.0 * radius) * 0.6 * vFlare;
  float streak = exp(-abs(vAt.y) * 90.0) * exp(-3.2 * abs(vAt.x)) * 0.55 * vFlare;
  vec3 light = vColour * (glass + mount + halo + star + streak) + vec3(strong) * core * (0.45 + 0.5 * vFlare);
  gl_FragColor = vec4(light * rest * uLevel, 1.0);
  #include <colorspace_fragment>
}
`
/** The pool that a beam throws on the floor. */
export const SPOT_FRAGMENT = `
uniform float uLevel;
varying vec3 vColour;
varying vec4 vShape;
varying vec2 vAt;
void main() {
  float radius = length(vAt);
  if (radius >= 1.0) discard;
  float soft = exp(-3.6 * radius * radius) * smoothstep(1.0, 0.6, radius);
  if (vShape.x > 0.5) soft *= 0.25 + 1.5 * smoothstep(0.3, 0.7, 0.5 + 0.5 * cos(vShape.x * atan(vAt.y, vAt.x) + 9.0 * radius + vShape.y));
  gl_FragColor = vec4(vColour * soft * uLevel, 1.0);
  #include <colorspace_fragment>
}
`
