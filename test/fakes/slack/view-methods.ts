import { checkFiles } from './file-methods.ts';
import { obj, str } from './json.ts';
import type { Call, Method } from './method.ts';
import { checkHash, findView, openModal, publishHome, pushModal, updateView, viewJson } from './views.ts';
import { get, type MemberRecord, SlackApiError, type ViewRecord } from './world.ts';

function pressing({ triggers, params, world }: Call): MemberRecord {
  return get(world.members, triggers.exchange(str(params.trigger_id)));
}

function checkView({ world, workspace, method, params }: Call): void {
  const { blocks } = obj(params.view);
  checkFiles(world, workspace.id, { where: method, blocks, code: 'invalid_arguments' });
}

function shown({ world }: Call, view: ViewRecord) {
  return { view: viewJson(world, view) };
}

/** The methods that show modals and home tabs. */
export const viewMethods: Readonly<Record<string, Method>> = {
  'views.open'(call) {
    checkView(call);
    return shown(call, openModal(call.world, call.method, pressing(call), call.params.view));
  },
  'views.push'(call) {
    checkView(call);
    const member = pressing(call);
    if (member.modals.length === 0) throw new SlackApiError('not_found');
    return shown(call, pushModal(call.world, call.method, member, call.params.view));
  },
  'views.update'(call) {
    checkView(call);
    const { params, world } = call;
    const view = findView(world, str(params.view_id), str(params.external_id));
    checkHash(view, str(params.hash));
    return shown(call, updateView(world, call.method, view, params.view));
  },
  'views.publish'(call) {
    checkView(call);
    const { params, world } = call;
    const member = world.members.get(str(params.user_id));
    if (!member) throw new SlackApiError('user_not_found');
    checkHash(member.home, str(params.hash));
    return shown(call, publishHome(world, call.method, member, params.view));
  },
};
