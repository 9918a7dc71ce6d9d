/**
 * The way of a request: from the endpoint to an API server that answers, from there to a member of etcd, and on to its
 * leader. Every write needs it, and so does a read of the newest state (etcd's server/etcdserver/v3_server.go,
 * linearizableReadLoop), a consistent list from the watch cache included (KEP-2340: it first asks etcd for its revision).
 * An API server asks the member of its own zone first, else another that it reaches and that knows a leader. The endpoint
 * sends nobody to an API server that cannot answer; how long that takes to be noticed is left out.
 */
import { ApiError } from '../../kubernetes/apiserver/errors.ts'
import { isWorking, reaches } from './machines.ts'
import type { ControlPlane, ControlPlaneMachine } from './machines.ts'
import { holdsMajority } from './raft.ts'
import type { Member, Members } from './raft.ts'

export interface Route {
  apiServer: string
  member: string
  leader: string
}

/** The ways that are open, one an API server. */
export function openRoutes(plane: ControlPlane, members: Members): Route[] {
  return working(plane, 'kube-apiserver').flatMap(server => routeFrom(server, plane, members) ?? [])
}

/** Why no request can be answered, in upstream's words. */
export function refusal(plane: ControlPlane): ApiError {
  const servers = working(plane, 'kube-apiserver')
  if (servers.length === 0) return new ApiError('ServiceUnavailable', 'the server is currently unable to handle the request')
  const asksSomebody = working(plane, 'etcd').some(({ name }) => servers.some(server => reaches(plane, server.name, name)))
  if (asksSomebody) return new ApiError('Unknown', 'etcdserver: request timed out')
  return new ApiError('Timeout', 'the server was unable to return a response in the time allotted, but may still be processing the request')
}

function working(plane: ControlPlane, kind: ControlPlaneMachine['kind']): ControlPlaneMachine[] {
  return plane.machines.filter(one => one.kind === kind && isWorking(plane, one.name))
}

function routeFrom(server: ControlPlaneMachine, plane: ControlPlane, members: Members): Route | undefined {
  const nearest = working(plane, 'etcd').filter(({ name }) => reaches(plane, server.name, name))
    .sort((a, b) => Number(b.zone === server.zone) - Number(a.zone === server.zone))
  for (const { name } of nearest) {
    const leader = leaderOf(members.find(one => one.name === name), plane, members)
    if (leader) return { apiServer: server.name, member: name, leader: leader.name }
  }
  return undefined
}

/** The leader that a member hands a request on to. */
function leaderOf(member: Member | undefined, plane: ControlPlane, members: Members): Member | undefined {
  const leader = members.find(({ name }) => name === member?.lead)
  const hears = leader && leader.term === member?.term && (leader === member || reaches(plane, leader.name, member.name))
  return hears && holdsMajority(leader) ? leader : undefined
}
