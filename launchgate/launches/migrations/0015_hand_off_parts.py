import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("launches", "0014_fill_who_stopped_it"),
    ]

    operations = [
        migrations.AddField(
            model_name="handoff",
            name="submission",
            field=models.ForeignKey(
                help_text="Whose parts it hands on.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="launches.submission",
            ),
        ),
        migrations.AddField(
            model_name="submission",
            name="told",
            field=models.PositiveSmallIntegerField(default=0, help_text="Prompts of the hand-off that were answered."),
        ),
        migrations.AlterField(
            model_name="handoff",
            name="note",
            field=models.TextField(blank=True),
        ),
        migrations.CreateModel(
            name="SubmissionPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("prompt", models.CharField(max_length=200)),
                ("text", models.TextField(max_length=10000)),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="launches.submission"
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.AddField(
            model_name="handoffnote",
            name="part",
            field=models.ForeignKey(
                help_text="The part that the question is about.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="launches.submissionpart",
            ),
        ),
        migrations.AddConstraint(
            model_name="submissionpart",
            constraint=models.UniqueConstraint(fields=("submission", "position"), name="part_once_per_submission"),
        ),
    ]
