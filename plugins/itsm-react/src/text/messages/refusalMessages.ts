/** Why something is not possible. */
export const refusalMessages = {
  refusal: {
    feedback_not_open: 'Nobody relies on it now: there is nothing to rate.',
    already_acknowledged: 'Somebody has acknowledged it already.',
    actor_is_requester: 'You reported it; somebody else acknowledges it.',
    requester_chooses_no_approver:
      'You asked for this, so somebody else has to choose who decides.',
    nothing_to_assign: 'Choose a person or a group.',
    assignee_required: 'Needs an assignee or a group first.',
    comment_required: 'Tell the requester what you are waiting for.',
    waits_for_required: 'Name the record that is awaited.',
    waits_for_not_expected:
      'An awaited record goes with the reasons change and problem only.',
    cause_required: 'Name the cause, or say that it is unknown.',
    entity_required: 'Needs an affected entity, or a reason why none is named.',
    satisfaction_is_the_requesters: 'Only the requester rates the solution.',
    duplicate_target_required: 'Name the record that stays.',
    duplicate_of_wrong_kind: 'A duplicate is of the same kind of record.',
    waits_for_wrong_kind: 'That record is not of the awaited kind.',
    duplicate_of_itself: 'A record can not be a duplicate of itself.',
    duplicate_of_ended: '{{ref}} has ended itself: name a record that stays.',
    fields_required: 'Fill in first: {{fields}}.',
    planned_time_is_empty: 'The planned end is before the planned start.',
    approvers_required: 'Name at least one approver first.',
    emergency_reason_required:
      'Link an open P1 or P2 incident, or give a security reason.',
    template_required: 'A standard change needs a template.',
    approver_is_requester:
      'Who asked for it, wrote it or carries it out does not decide on it.',
    approver_is_implementer:
      'You approved this change, so somebody else has to carry it out and close it.',
    self_approved:
      'An approver ran this change. Somebody who neither approved nor ran it has to close it.',
    not_asked: 'You are not among the approvers who were asked.',
    outside_planned_time: 'It is not the planned time of this change.',
    in_freeze:
      'The freeze "{{name}}" is on then, until {{until}}: {{reason}} Somebody who may override it can give a waiver.',
    in_blackout:
      'The blackout "{{name}}" is on then, until {{until}}: {{reason}} Choose another time.',
    cause_is_proposed:
      'An incident is said to be caused by it. Accept or decline that link first.',
    parent_is_done:
      '{{ref}} is done ({{state}}). Choose a record that is still open.',
    has_parent: 'It already belongs to {{ref}}. Remove that link first.',
    parent_ring: 'A record can’t be part of itself: {{path}}.',
    parents_too_deep: 'Too many records are nested here: {{path}}.',
    too_many_links:
      'A record holds at most {{most}} links. Remove some, or link from the other record.',
    caused_incident: 'It caused a P1 or P2 incident: not successful.',
    not_closed_as_success: 'It was not closed as successful.',
    result_is_failure: 'The work failed: not successful.',
    backout_evidence_required:
      'Work has started: say what shows that it was backed out.',
    fixed_after_new:
      'Type, requester and approvers are fixed once approval was asked for. Revert the change first.',
    waits_for_is_done: '{{ref}} is done already; there is nothing to wait for.',
    not_resolved_with_parent: 'It was not resolved with its parent.',
    entity_or_topic_required:
      'Needs an affected entity or a category, to be found by.',
    publish_in_the_past: 'Publish it now, or at a later time.',
    check_out_first: 'Begin the next version first.',
    article_has_draft: 'Publish or discard the next version first.',
    still_valid: 'Its time is not over yet.',
    tasks_open: 'A task is not done yet.',
    no_tasks: 'It has no tasks.',
    tasks_end_otherwise: 'Its tasks ended otherwise.',
    action_or_reason_required:
      'Add a task that follows from it, or say why nothing has to be done.',
    action_not_committed:
      'A task that follows from it needs a person or group who does it and a due date. Missing: {{fields}}.',
    incident_or_proactive_required:
      'Link an incident that it causes, or mark the problem as proactive.',
    workaround_or_none_required:
      'Give a workaround, or say that there is none: one of the two.',
    known_error_needs_it:
      'It is published: change the text, but do not take it away.',
    root_cause_required: 'Write down the root cause first.',
    fix_required: 'Name the change or task that removes the cause.',
    fix_of_wrong_kind: 'A fix is a change or a task.',
    fix_is_open: 'A fix is not done yet.',
    applied_fix_required:
      'Needs a fix that went well: a change closed as successful, or a completed task.',
    approver_is_coordinator:
      'Who looked for the cause does not decide that it may stay.',
    review_within_a_year: 'Look at it again within a year, not in the past.',
    cause_is_itself: 'A record does not cause itself.',
    already_redacted: 'This was redacted already.',
    value_is_current:
      'The record still says this. Edit the field first, then redact its old value.',
    requester_is_handed_over_by_others:
      'Ask a colleague to name another requester.',
    approved_content_is_fixed:
      'Approved content can not change now. Take it back first.',
    read_only:
      'It is over: in its state it can be read, but not changed. Reopen it if you can, or open a new one that refers to it.',
    review_required:
      'It needs a review that somebody else approved. Open one, or complete it.',
    major_is_no_child:
      'It is part of another incident: propose that one instead.',
    major_closed_by_manager: 'Its manager closes a major incident.',
    major_reopened_by_agents:
      'Those who work on a major incident take it back.',
    defined_in_file: 'It comes from the file {{file}}. Edit it there.',
    retired_definition: 'It is retired. Restore one of its versions first.',
    approval_not_needed: 'No approval is needed. Activate it.',
    approval_needed: 'Somebody else has to approve this draft first.',
    retirement_requested:
      'Its retirement is requested already. Ask somebody else to retire it.',
    own_retirement:
      'You requested this retirement. Ask somebody else to retire it.',
    own_draft: 'You wrote part of this draft. Ask somebody else to approve it.',
    invalid_definition: 'It has problems. Solve them first.',
    wrong_state: 'Not possible in the state “{{state}}”.',
    illegal_transition: 'It is {{state}} now; this is not possible any more.',
  },
} as const;
