#include "ui/dialogs/jobconfirmdialog.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/details/detailpage.h"
#include "ui/presenters/jobrows.h"
#include "ui/presenters/jobwords.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/modeband.h"
#include "ui/widgets/tablecolumns.h"

namespace billing::ui {

JobConfirmDialog::JobConfirmDialog(const PaneContext& context, operations::JobKind kind,
                                   const operations::JobReport& report, QWidget* parent)
    : QDialog(parent), context_(context), kind_(kind), items_(models::jobItemTable(), context.words) {
  setObjectName(QStringLiteral("jobConfirm"));
  setWindowTitle(tr("Run now: %1").arg(jobWords(kind).title));
  setAttribute(Qt::WA_DeleteOnClose);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(new ModeBand(context.services));
  auto* words = new QVBoxLayout;
  words->setContentsMargins(space(this, 4), space(this, 4), space(this, 4), space(this, 3));
  words->setSpacing(space(this, 1));
  auto* title = new QLabel(question(report.run));
  title->setObjectName(QStringLiteral("jobQuestion"));
  title->setFont(titleFont(font()));
  title->setWordWrap(true);
  auto* why = new QLabel(
      tr("So says the dry run of this moment: %1. Nothing has been changed yet; each account is looked at again then.")
          .arg(countsOf(report.run, context.words.locale)));
  why->setWordWrap(true);
  why->setForegroundRole(QPalette::PlaceholderText);
  words->addWidget(title);
  words->addWidget(why);
  column->addLayout(words);
  items_.setRows(numbered(report.items));
  auto* table = shortTable(
      QStringLiteral("jobConfirmItems"), tr("What the job would do"), &items_,
      {QStringLiteral("account"), QStringLiteral("what"), QStringLiteral("outcome"), QStringLiteral("reason")});
  setColumnWidths(*table, {{"account", 30}, {"outcome", 14}, {"reason", 20}}, "what");
  table->setVisible(!report.items.isEmpty());
  column->addWidget(table, 1);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
  buttons->setContentsMargins(space(this, 4), space(this, 3), space(this, 4), space(this, 4));
  auto* run = buttons->addButton(tr("Run now"), QDialogButtonBox::ActionRole);
  run->setObjectName(QStringLiteral("jobConfirmRun"));
  run->setAutoDefault(false);
  // Enter does the safe thing.
  buttons->button(QDialogButtonBox::Cancel)->setDefault(true);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
  connect(run, &QPushButton::clicked, this, [this] {
    Q_EMIT confirmed();
    close();
  });
  column->addWidget(buttons);
  buttons->button(QDialogButtonBox::Cancel)->setFocus();
  const int rows = qBound(0, static_cast<int>(report.items.size()), 12);
  resize(chars(this, 116), sizeHint().height() + (rows == 0 ? 0 : rows * rowHeight(fontMetrics())));
}

QString JobConfirmDialog::question(const store::JobRunRow& run) const {
  if (run.hits == 0) return tr("Nobody is due. Run it all the same?");
  QString deed = deedOf(kind_, run.hits);
  deed[0] = deed[0].toUpper();
  return tr("%1 now?").arg(deed);
}

}  // namespace billing::ui
