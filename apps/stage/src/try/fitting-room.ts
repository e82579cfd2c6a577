/**
 * Where an avatar and a motion from anywhere are tried on: parsed by the very importers of the show, posed by the very pose code. Without
 * a motion of its own the avatar dances what the running show has, where one runs.
 */
import {
  type BodyBone,
  type BodyProportions,
  humanoidBones,
  motionKeyOf,
  motionLengthMs,
  type Pose,
  performerPoseAt,
  type SampledMotion,
} from '@ghostlight/avatar'
import { type AvatarLoad, type AvatarReport, inspectVrm, motionKindOf, parseMotion, takesOfGlb } from '@ghostlight/avatar/import'
import {
  compileEdition,
  type Edition,
  type EditionData,
  evaluate,
  type MotionClip,
  momentAt,
  ms,
  type Performance,
} from '@ghostlight/timeline'
import { type VRM, VRMUtils } from '@pixiv/three-vrm'
import { AmbientLight, Box3, DirectionalLight, PerspectiveCamera, Scene } from 'three'
import { applyPose, settleBones, settleFace } from '../performer/apply-pose.ts'
import { bodyOfVrm } from '../performer/body-of-vrm.ts'
import { loadVrm } from '../performer/load-vrm.ts'
import { songAlone } from '../render/song-alone.ts'
import { openRenderer } from '../renderer.ts'
import { clipOf, concertOf, type Fit, performerId, wholeFit } from './fit.ts'
import { Refusal } from './refusal.ts'

export interface AvatarFacts {
  readonly name: string
  readonly authors: readonly string[]
  /** What it weighs, and what of it is more than it should be. */
  readonly load: AvatarReport['load']
  readonly over: readonly AvatarLoad[]
  readonly heightM: number
  readonly expressions: number
  readonly springs: number
  readonly missingBones: readonly string[]
}
export interface MotionFacts {
  readonly name: string
  /** Animations of a .glb by name; empty for other files. */
  readonly takes: readonly string[]
  readonly take: string | null
  readonly lengthMs: number
  readonly bones: number
  readonly unmapped: readonly string[]
}

const decode = {
  utf8: (bytes: Uint8Array) => new TextDecoder().decode(bytes),
  shiftJis: (bytes: Uint8Array) => new TextDecoder('shift_jis').decode(bytes),
}
const bodyBones = humanoidBones.filter((bone): bone is BodyBone => bone !== 'jaw')
/** What is danced over and over. */
interface Dance {
  readonly edition: Edition
  readonly performance: Performance
  readonly performerId: string
  readonly lengthMs: number
  readonly motions: Readonly<Record<string, SampledMotion>>
}
/** Longest step the springs take at once, s. */
const LONGEST_STEP_S = 1 / 30

export class FittingRoom {
  readonly #scene = new Scene()
  readonly #camera = new PerspectiveCamera(24, 1, 0.1, 50)
  readonly #gl: ReturnType<typeof openRenderer>
  readonly #canvas: HTMLCanvasElement
  #vrm: VRM | null = null
  #body: BodyProportions | null = null
  #tallM = 1.7
  #file: { readonly name: string; readonly bytes: Uint8Array; readonly motion: SampledMotion } | null = null
  #fitted: Dance | null = null
  #borrowed: Dance | null = null
  #beganMs = performance.now()
  #drawnMs = performance.now()
  #handle = 0
  avatar: AvatarFacts | null = null
  motion: MotionFacts | null = null
  fit: Fit | null = null
  /** The clip that the motion is played by. */
  clip: MotionClip | null = null
  /** Pictures drawn with an avatar in them. */
  drawn = 0

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas
    this.#gl = openRenderer(canvas, true)
    const key = new DirectionalLight(0xffffff, Math.PI * 0.8)
    key.position.set(0.6, 2.2, 3)
    this.#scene.add(key, new AmbientLight(0xffffff, Math.PI * 0.2))
    this.#draw()
  }

  get drawCalls(): number {
    return this.#gl.info.render.calls
  }

  /** What the engine on this address is playing: its first performer, and its first danced song. Silent where none runs. */
  async borrow(): Promise<void> {
    const told = await fetch('/api/v1/show').catch(() => null)
    if (!told?.ok) return
    const { edition: hash } = (await told.json()) as { readonly edition: string }
    const answer = await fetch(`/editions/${hash}.json`)
    if (!answer.ok) return
    const edition = compileEdition((await answer.json()) as EditionData, hash)
    for (const segmentId of edition.segmentOrder) {
      const songId = edition.show.setlist[segmentId]?.songId ?? ''
      const danced = Object.values(edition.songs[songId]?.tracks ?? {}).find((track) => track.kind === 'motion')
      if (danced?.kind !== 'motion') continue
      this.#borrowed = {
        edition,
        performance: songAlone(edition, songId),
        performerId: danced.performerId,
        lengthMs: edition.time[songId]?.lengthMs ?? 1000,
        motions: {},
      }
      break
    }
    const [performer] = Object.values(edition.show.performers)
    if (!performer || this.#vrm) return
    const { avatar } = performer
    const asset = edition.assets[avatar.kind === 'builtIn' ? `builtIn:avatar/${avatar.look}` : avatar.file]
    if (!asset) return
    const url = `/assets/${asset.hash}.${asset.ext}`
    const looked = inspectVrm(new Uint8Array(await (await fetch(url)).arrayBuffer()))
    if (looked.ok) await this.#wear(url, performer.name['en'] ?? '', looked.value, () => this.#vrm === null)
  }

  /** @throws Refusal when the file cannot be used; Error when the loader of avatars cannot. */
  async take(file: File): Promise<void> {
    if (/\.vrm$/i.test(file.name)) {
      const looked = inspectVrm(new Uint8Array(await file.arrayBuffer()))
      if (!looked.ok) throw new Refusal(looked.issues)
      const url = URL.createObjectURL(file)
      try {
        await this.#wear(url, file.name, looked.value)
      } catch (error) {
        throw new Error(error instanceof Error ? error.message.replace(url, file.name) : String(error))
      } finally {
        URL.revokeObjectURL(url)
      }
      return
    }
    this.#read(file.name, new Uint8Array(await file.arrayBuffer()), null)
  }

  /** Another animation of the same file. @throws Error as `take` */
  choose(take: string): void {
    if (this.#file) this.#read(this.#file.name, this.#file.bytes, take)
  }

  /** Fits the motion to music otherwise, and begins it anew. */
  refit(change: Partial<Fit>): void {
    if (!this.#file || !this.fit || !this.motion) return
    this.fit = { ...this.fit, ...change }
    this.clip = clipOf(this.fit, this.#file.name, this.motion.take, this.motion.lengthMs)
    const concert = concertOf(this.clip, this.fit)
    this.#fitted = { ...concert, performerId, motions: { [motionKeyOf(this.clip) ?? '']: this.#file.motion } }
    this.#beganMs = performance.now() - concert.beginsMs
  }

  #read(name: string, bytes: Uint8Array, take: string | null): void {
    const parsed = parseMotion(name, bytes, decode, take)
    if (!parsed.ok) throw new Refusal(parsed.issues)
    const motion = parsed.value
    const takes = motionKindOf(name) === 'glb' ? takesOfGlb(bytes) : []
    const lengthMs = Math.max(1, Math.round(motionLengthMs(motion)))
    this.#file = { name, bytes, motion }
    this.motion = {
      name,
      takes,
      take,
      lengthMs,
      bones: Object.keys(motion.rotations).length,
      unmapped: motion.unmapped,
    }
    this.fit = { ...(this.fit ?? wholeFit(lengthMs)), fromMs: 0, toMs: lengthMs, beats: null }
    this.refit({})
  }

  /** @param still  asked when it is loaded: whether it is wanted yet */
  async #wear(url: string, name: string, { load, over }: AvatarReport, still: () => boolean = () => true): Promise<void> {
    const vrm = await loadVrm(url)
    if (!still()) {
      VRMUtils.deepDispose(vrm.scene)
      return
    }
    if (this.#vrm) {
      this.#scene.remove(this.#vrm.scene)
      VRMUtils.deepDispose(this.#vrm.scene)
    }
    this.#vrm = vrm
    this.#body = bodyOfVrm(vrm, bodyBones)
    this.#scene.add(vrm.scene)
    const meta = vrm.meta
    const authors = meta.metaVersion === '1' ? meta.authors : meta.author ? [meta.author] : []
    this.avatar = {
      name: (meta.metaVersion === '1' ? meta.name : meta.title) || name,
      authors,
      load,
      over,
      heightM: this.#body.heightM,
      expressions: vrm.expressionManager?.expressions.length ?? 0,
      springs: vrm.springBoneManager?.joints.size ?? 0,
      missingBones: humanoidBones.filter((bone) => !vrm.humanoid.getRawBoneNode(bone)),
    }
    // A head may be far larger than a person's: what there is to see says how high she is.
    const top = new Box3().setFromObject(vrm.scene).max.y
    this.#tallM = Math.max(this.#body.heightM, Number.isFinite(top) ? Math.min(top, this.#body.heightM * 3) : 0)
    // Level enough to be set once; the place follows the hips with every picture.
    this.#camera.position.set(0, this.#tallM * 0.58, this.#tallM * 3.1)
    this.#camera.lookAt(0, this.#tallM * 0.52, 0)
  }

  #pose(sinceMs: number): Pose | null {
    const dance = this.#fitted ?? this.#borrowed
    if (!dance) return null
    const { edition, motions } = dance
    const moment = momentAt(() => edition, dance.performance, ms(sinceMs % dance.lengthMs))
    const frame = evaluate(edition, moment)
    const performer = frame.performers[dance.performerId]
    return performer ? performerPoseAt({ performer, frame, mouth: null, seed: 1, body: this.#body!, motions }) : null
  }

  #draw(): void {
    this.#handle = requestAnimationFrame(() => this.#draw())
    const nowMs = performance.now()
    const { clientWidth, clientHeight } = this.#canvas
    if (clientWidth === 0 || clientHeight === 0) return
    const ratio = Math.min(2, devicePixelRatio)
    if (this.#canvas.width !== Math.round(clientWidth * ratio) || this.#canvas.height !== Math.round(clientHeight * ratio)) {
      this.#gl.setPixelRatio(ratio)
      this.#gl.setSize(clientWidth, clientHeight, false)
      this.#camera.aspect = clientWidth / clientHeight
      this.#camera.updateProjectionMatrix()
    }
    const vrm = this.#vrm
    if (vrm && this.#body) {
      const pose = this.#pose(nowMs - this.#beganMs)
      if (pose) applyPose(vrm, pose)
      const hips = pose?.hipsM ?? [0, 0, 0]
      this.#camera.position.set(hips[0], this.#tallM * 0.58, hips[2] + this.#tallM * 3.1)
      settleBones(vrm)
      vrm.springBoneManager?.update(Math.min(LONGEST_STEP_S, (nowMs - this.#drawnMs) / 1000))
      settleFace(vrm)
      this.drawn++
    }
    this.#drawnMs = nowMs
    this.#gl.render(this.#scene, this.#camera)
  }

  dispose(): void {
    cancelAnimationFrame(this.#handle)
    this.#gl.dispose()
  }
}
