/**
 * Shaders of beams, of the pools they throw and of lenses. `aShape` of a lamp: shafts that a gobo or prism cuts its beam into (0: none),
 * how far they have turned in radians, and frost, 0–1.
 */

/**
 * A beam is a cone of lit haze: bright where one looks through much of it (its middle), nothing at its rim, thinning with
 * distance as the light spreads. Drawn once from each side without depth writing, laid over what is behind as on film.
 */
export const CONE_VERTEX = `
attribute vec3 aColour;
attribute vec4 aShape;
varying vec3 vColour;
varying vec4 vShape;
varying float vRound;
varying float vAlong;
varying vec3 vNormalView;
varying vec3 vView;
varying vec3 vWorld;
varying vec3 vAxis;
void main() {
  vColour = aColour;
  vAxis = normalize((instanceMatrix * vec4(0.0, -1.0, 0.0, 0.0)).xyz);
  vAlong = uv.y;
  vRound = uv.x;
  vShape = aShape;
  vec4 world = modelMatrix * instanceMatrix * vec4(position, 1.0);
  vWorld = world.xyz;
  vec4 view = viewMatrix * world;
  vView = view.xyz;
  vec3 axisX = normalize((instanceMatrix * vec4(1.0, 0.0, 0.0, 0.0)).xyz);
  vec3 axisZ = normalize((instanceMatrix * vec4(0.0, 0.0, 1.0, 0.0)).xyz);
  vNormalView = normalize((viewMatrix * vec4(axisX * normal.x + axisZ * normal.z, 0.0)).xyz);
  gl_Position = projectionMatrix * view;
}
`
export const CONE_FRAGMENT = `
uniform float uTime;
uniform float uLevel;
varying vec3 vColour;
varying vec4 vShape;
varying float vRound;
varying float vAlong;
varying vec3 vNormalView;
varying vec3 vView;
varying vec3 vWorld;
varying vec3 vAxis;
float haze(vec3 p) {
  return 0.5 + 0.5 * sin(p.x * 1.7 + uTime * 0.21 + 1.3 * sin(p.y * 1.1 - uTime * 0.13) + 0.9 * sin(p.z * 1.4 + uTime * 0.17));
}
void main() {
  float facing = abs(dot(normalize(vNormalView), normalize(vView)));
  float through = pow(facing, mix(1.6, 3.2, vShape.z));
  // A gobo or a prism cuts the beam into shafts, which turn with it.
  float shafts = vShape.x < 0.5 ? 1.0 : 0.25 + 1.5 * smoothstep(0.2, 0.8, 0.5 + 0.5 * cos(6.2831853 * vRound * vShape.x + vShape.y));
  float near = smoothstep(0.0, 0.03, vAlong);
  float along = near * exp(-2.1 * vAlong) * smoothstep(1.0, 0.72, vAlong);
  // Haze throws light mostly onwards: beams that come at you blaze, beams from behind you are faint.
  vec3 toEye = cameraPosition - vWorld;
  float onwards = 0.5 + 0.5 * dot(vAxis, normalize(toEye));
  float scatter = 0.10 + 0.9 * onwards * onwards;
  // The haze right before the eye would be a veil over everything.
  float clear = smoothstep(0.8, 8.0, length(toEye));
  // Light between the hall and her would wash her out: below head height it stays behind her.
  float before = smoothstep(-0.9, 0.4, vWorld.z) * smoothstep(3.0, 2.0, vWorld.y);
  clear *= 1.0 - 0.8 * before;
  float light = uLevel * through * shafts * along * scatter * clear * mix(0.72, 1.12, haze(vWorld));
  gl_FragColor = vec4(vColour * light, 1.0);
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
varying vec4 vShape;
varying vec2 vAt;
void main() {
  vShape = vec4(0.0);
  vAt = uv * 2.0 - 1.0;
  vec4 centre = viewMatrix * modelMatrix * instanceMatrix * vec4(0.0, 0.0, 0.0, 1.0);
  vec3 ahead = normalize((viewMatrix * vec4((instanceMatrix * vec4(0.0, 0.0, 1.0, 0.0)).xyz, 0.0)).xyz);
  centre.xyz += ahead * 0.15;
  float towards = max(0.0, dot(ahead, normalize(-centre.xyz)));
  float flare = pow(towards, 6.0);
  vColour = aColour * smoothstep(-0.05, 0.4, dot(ahead, normalize(-centre.xyz))) * (0.6 + 1.4 * flare);
  float size = 0.2 + 0.7 * flare;
  gl_Position = projectionMatrix * (centre + vec4(position.xy * size, 0.0, 0.0));
}
`
export const SOFT_FRAGMENT = `
uniform float uHeart;
uniform float uLevel;
varying vec3 vColour;
varying vec4 vShape;
varying vec2 vAt;
void main() {
  float radius = length(vAt);
  if (radius >= 1.0) discard;
  float soft = exp(-3.6 * radius * radius) * smoothstep(1.0, 0.6, radius);
  if (vShape.x > 0.5) soft *= 0.25 + 1.5 * smoothstep(0.3, 0.7, 0.5 + 0.5 * cos(vShape.x * atan(vAt.y, vAt.x) + 9.0 * radius + vShape.y));
  float heart = uHeart * smoothstep(0.32, 0.0, radius);
  float strength = max(vColour.r, max(vColour.g, vColour.b));
  gl_FragColor = vec4((vColour * soft + vec3(strength) * heart) * uLevel, 1.0);
  #include <colorspace_fragment>
}
`
