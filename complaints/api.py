"""The API of the docket: read what you may see, and take steps through the same doors."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.pagination import CursorPagination
from rest_framework.request import Request
from rest_framework.response import Response

from complaints.access import Viewer
from complaints.doors import DOORS, READ_ONCE, offers, take
from complaints.guard import Named
from complaints.models import Complaint
from complaints.next_step import next_step
from complaints.sections import allegations_for
from ledger.refusals import Blocked, Overtaken

Answers = dict[str, Any]


class ByDueDate(CursorPagination):
    """Fifty cases to a page, the soonest due first; a cursor and never a count."""

    page_size = 50
    ordering = ("next_due_on", "docket")


class NextStepSerializer(serializers.Serializer[Any]):
    who = serializers.CharField()
    what = serializers.CharField()
    due_on = serializers.DateField(allow_null=True)
    yours = serializers.CharField(allow_blank=True)


class ComplaintSerializer(serializers.ModelSerializer[Complaint]):
    """One case as its viewer may know it; what they may not see is left out."""

    docket = serializers.CharField(source="docket_id", read_only=True)
    body = serializers.CharField(source="body_id", read_only=True)
    stage_label = serializers.SerializerMethodField()

    class Meta:
        model = Complaint
        fields = ["docket", "body", "matter", "stage", "stage_label", "filed_on", "close_code"]

    def get_stage_label(self, case: Complaint) -> str:
        return case.party_words


class CaseSerializer(ComplaintSerializer):
    """One case whole, as far as the access table lets its viewer see."""

    next_step = serializers.SerializerMethodField()
    respondent = serializers.SerializerMethodField()
    allegations = serializers.SerializerMethodField()

    class Meta(ComplaintSerializer.Meta):
        fields = [*ComplaintSerializer.Meta.fields, "next_step", "respondent", "allegations"]

    def _viewer(self, case: Complaint) -> Viewer:
        return Viewer(case, self.context["request"].user)

    @extend_schema_field(NextStepSerializer)
    def get_next_step(self, case: Complaint) -> Answers:
        step = next_step(case, self.context["request"].user)
        yours = step.yours.door.name if step.yours else ""
        return {"who": step.who, "what": step.what, "due_on": step.due_on, "yours": yours}

    def get_respondent(self, case: Complaint) -> str:
        seen = self._viewer(case).may_see("respondent_name") and case.respondent
        return case.respondent.public_name if seen and case.respondent else ""

    def get_allegations(self, case: Complaint) -> list[Answers]:
        viewer = self._viewer(case)
        if viewer.owes_conflict_answer or not viewer.may_see("allegations"):
            return []
        return [
            {
                "number": row.number,
                "words": row.words,
                "conduct_from": row.conduct_from,
                "conduct_until": row.conduct_until,
                "when": row.when,
                "provision": row.provision.number if row.provision else "",
                "edition": str(row.provision.edition) if row.provision else "",
            }
            for row in allegations_for(viewer)
        ]


class ChoiceSerializer(serializers.Serializer[Any]):
    """A step offered; ``blocked`` says why it cannot be taken yet."""

    name = serializers.CharField()
    title = serializers.CharField()
    blocked = serializers.CharField(allow_blank=True)
    fields_asked = serializers.ListField(child=serializers.CharField())


class TakenSerializer(serializers.Serializer[Any]):
    """``entry`` is the number of the last entry; none for a party, whom it would tell of others."""

    docket = serializers.CharField()
    stage = serializers.CharField()
    entry = serializers.IntegerField(allow_null=True)


STEP = OpenApiParameter("step", OpenApiTypes.STR, OpenApiParameter.PATH)


class ComplaintViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Complaint]
):
    """Read a case; change it only by taking a step. There is no PUT, PATCH or DELETE."""

    queryset = Complaint.objects.none()
    serializer_class = ComplaintSerializer
    pagination_class = ByDueDate
    lookup_url_kwarg = "docket"
    lookup_value_regex = r"[A-Z]{2,16}-\d{4}-\d{4,9}"

    def get_queryset(self) -> Any:
        user: Any = self.request.user
        rows = Complaint.objects.visible_to(user)
        if self.action == "list":
            return rows
        rows = rows.select_related("docket", "body", "procedure", "respondent__certificant", "lead")
        return rows if self.action == "take" else rows.prefetch_related(*READ_ONCE)

    def get_serializer_class(self) -> Any:
        return CaseSerializer if self.action == "retrieve" else ComplaintSerializer

    @extend_schema(responses=ChoiceSerializer(many=True), parameters=[])
    @action(detail=True, pagination_class=None, filter_backends=[])
    def steps(self, request: Request, docket: str) -> Response:
        """The steps you may take now, and why others of yours are shut."""
        case = self._case(request)
        found = [
            {
                "name": offer.door.name,
                "title": offer.door.title,
                "blocked": offer.blocked,
                "fields_asked": list(offer.door.form(case=case, user=request.user).fields),
            }
            for offer in offers(case, request.user)
        ]
        return Response(ChoiceSerializer(found, many=True).data)

    @extend_schema(request=OpenApiTypes.OBJECT, responses={200: TakenSerializer}, parameters=[STEP])
    @action(detail=True, methods=["post"], url_path="steps/(?P<step>[a-z_]+)")
    def take(self, request: Request, docket: str, step: str) -> Response:
        """Take one step; what it asks for is what its page asks for."""
        case, door = self._case(request, step), DOORS.get(step)
        if door is None or door.internal:
            raise Http404
        if door.subject(case) is None:
            raise Overtaken("This step is no longer possible: the case has moved on.")
        form = door.form(request.data, request.FILES or None, case=case, user=request.user)
        if not form.is_valid():
            raise serializers.ValidationError(form.errors)
        try:
            take(door, case, request.user, form.details)
        except Named as fault:
            field = form.field_of(fault.path)
            if field is None:
                raise
            raise serializers.ValidationError({field: [str(fault)]}) from fault
        case.docket.refresh_from_db(fields=["length"])
        stage = Complaint.objects.values_list("stage", flat=True).get(pk=case.pk)
        party = Viewer(case, request.user).is_party
        told = {"docket": case.pk, "stage": stage, "entry": None if party else case.docket.length}
        return Response(TakenSerializer(told).data)

    def _case(self, request: Request, step: str = "") -> Complaint:
        case: Complaint = self.get_object()
        if Viewer(case, request.user).owes_conflict_answer and step != "declare":
            raise Blocked("Answer the conflict question for this case before you act in it.")
        return case
