import type { PictureLayer } from '@ghostlight/timeline'
import { useFrame } from '@react-three/fiber'
import { useEffect, useMemo } from 'react'
import {
  Color,
  CustomBlending,
  DataTexture,
  Group,
  Mesh,
  OneMinusSrcAlphaFactor,
  PlaneGeometry,
  ShaderMaterial,
  SrcAlphaFactor,
  Vector2,
} from 'three'
import { defaultFraming } from '../projection/framing.ts'
import type { Stage } from '../stage.ts'
import { fitOf, layersFor, mediaToPrepare } from './layer-plan.ts'
import type { MediaStore, MediaTexture } from './media-store.ts'

/** How far behind and before her the pictures hang in a hall, metres. */
const HALL_BEHIND_M = -0.6
const HALL_BEFORE_M = 0.5
const HALL_ASPECT = 16 / 9

const VERTEX = `
uniform bool uScreen;
varying vec2 vAt;
void main() {
  vAt = uv;
  gl_Position = uScreen ? vec4(position.xy * 2.0, 0.0, 1.0) : projectionMatrix * modelViewMatrix * vec4(position, 1.0);
}
`
const FRAGMENT = `
uniform sampler2D uMap;
uniform vec2 uScale;
uniform vec2 uShift;
uniform vec3 uColour;
uniform bool uHasMap;
uniform float uLevel;
varying vec2 vAt;
void main() {
  vec2 at = vAt * uScale + uShift;
  if (uHasMap && (at.x < 0.0 || at.x > 1.0 || at.y < 0.0 || at.y > 1.0)) discard;
  vec4 texel = uHasMap ? texture2D(uMap, at) : vec4(uColour, 1.0);
  gl_FragColor = vec4(texel.rgb, texel.a * uLevel);
  #include <colorspace_fragment>
}
`

interface Pane {
  readonly mesh: Mesh<PlaneGeometry, ShaderMaterial>
}

function createPane(projects: boolean): Pane {
  const material = new ShaderMaterial({
    vertexShader: VERTEX,
    fragmentShader: FRAGMENT,
    uniforms: {
      uMap: { value: nothing },
      uHasMap: { value: false },
      uScale: { value: new Vector2(1, 1) },
      uShift: { value: new Vector2(0, 0) },
      uColour: { value: new Color(0, 0, 0) },
      uLevel: { value: 0 },
      uScreen: { value: projects },
    },
    // Custom, so that what hangs behind her can blend among the opaque things, which are drawn first.
    blending: CustomBlending,
    blendSrc: SrcAlphaFactor,
    blendDst: OneMinusSrcAlphaFactor,
    depthWrite: false,
    depthTest: !projects,
  })
  const mesh = new Mesh(new PlaneGeometry(1, 1), material)
  mesh.frustumCulled = false
  mesh.visible = false
  return { mesh }
}
const nothing = new DataTexture(new Uint8Array([0, 0, 0, 255]), 1, 1)
nothing.needsUpdate = true

/** Stills, videos, black and patterns that cues have put on this page's screen, behind and before the performer. */
export function PictureLayers({ stage }: { readonly stage: Stage }) {
  const store = stage.media
  const group = useMemo(() => new Group(), [])
  const panes = useMemo<Pane[]>(() => [], [])
  useEffect(
    () => () => {
      store.letGo()
      for (const { mesh } of panes) {
        mesh.geometry.dispose()
        mesh.material.dispose()
      }
    },
    [store, panes],
  )
  useFrame(({ gl }) => {
    const { now } = stage
    if (!now) return
    stage.mediaUnit = store.want(mediaToPrepare(now.edition, now.moment.standbyCueId))
    for (const [url, fault] of store.faults) stage.faults.set(`media ${url}`, fault)
    const layers = layersFor(now.edition, now.frame, { id: stage.outputId, projects: stage.projects })
    const [widthPx, heightPx] = stage.pictureSize(gl.domElement.width, gl.domElement.height)
    const playing = new Set<string>()
    layers.forEach((layer, index) => {
      let pane = panes[index]
      if (!pane) {
        pane = createPane(stage.projects)
        panes.push(pane)
        group.add(pane.mesh)
      }
      dress(pane, layer, index, textureOf(store, layer, widthPx, heightPx, playing), stage.projects ? widthPx / heightPx : HALL_ASPECT)
      if (!stage.projects) hang(pane, layer)
    })
    panes.slice(layers.length).forEach(({ mesh }) => {
      mesh.visible = false
    })
    store.rest(playing)
  })
  return <primitive object={group} />
}

function textureOf(store: MediaStore, layer: PictureLayer, widthPx: number, heightPx: number, playing: Set<string>): MediaTexture | null {
  const { picture } = layer
  if (picture.kind === 'pattern' && picture.pattern !== 'white') return store.pattern(picture.pattern, widthPx, heightPx)
  if (picture.kind !== 'media') return null
  if (picture.media === 'still') return store.still(picture.file)
  const url = store.addressOf(picture.file)
  if (url !== null) playing.add(url)
  const mediaMs = layer.mediaMs ?? 0
  const over = !picture.loop && picture.durationMs !== undefined && mediaMs >= (picture.offsetMs ?? 0) + picture.durationMs
  return store.video(picture.file, mediaMs, !over)
}

function dress({ mesh }: Pane, layer: PictureLayer, index: number, texture: MediaTexture | null, frameAspect: number): void {
  const { picture, levelUnit, behind } = layer
  const { uniforms } = mesh.material
  // A picture that is not here yet is nothing, not black.
  mesh.visible = picture.kind !== 'media' || texture !== null
  uniforms.uLevel!.value = levelUnit
  uniforms.uHasMap!.value = texture !== null
  uniforms.uMap!.value = texture?.texture ?? nothing
  ;(uniforms.uColour!.value as Color).setScalar(picture.kind === 'pattern' ? 1 : 0)
  if (texture) {
    const { scale, shift } = fitOf(picture.kind === 'media' ? (picture.fit ?? 'contain') : 'stretch', texture.aspect, frameAspect)
    ;(uniforms.uScale!.value as Vector2).set(...(scale as [number, number]))
    ;(uniforms.uShift!.value as Vector2).set(...(shift as [number, number]))
  }
  // Opaque things are drawn before transparent ones: what hangs behind goes first among those, what hangs before last among these.
  if (mesh.material.transparent === behind) {
    mesh.material.transparent = !behind
    mesh.material.needsUpdate = true
  }
  mesh.renderOrder = behind ? index - 1000 : index + 1000
}

/** On the gauze of a hall, at life size. */
function hang({ mesh }: Pane, { behind }: PictureLayer): void {
  const { visibleHeightM, floorUnit } = defaultFraming
  mesh.scale.set(visibleHeightM * HALL_ASPECT, visibleHeightM, 1)
  mesh.position.set(0, visibleHeightM * (0.5 - floorUnit), behind ? HALL_BEHIND_M : HALL_BEFORE_M)
}
