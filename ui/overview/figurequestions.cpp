// Which rows stand behind a figure, a bar, an age.
#include <QMap>
#include <QPromise>
#include <algorithm>

#include "models/modelcontext.h"
#include "operations/financedesk.h"
#include "support/whendone.h"
#include "ui/overview/figurerowsdialog.h"
#include "ui/presenters/figurewords.h"
#include "ui/presenters/financeperiods.h"
#include "ui/presenters/moneytext.h"
#include "ui/presenters/text.h"

namespace billing::ui {

using operations::Figure;
using operations::FigureQuestion;
using operations::FigureRow;
using operations::FigureRows;
using operations::Owing;

namespace {

FigureRow invoiceRow(const operations::OwedRow& owed) {
  FigureRow row;
  row.entity = QStringLiteral("invoice");
  row.row = owed.invoice.id;
  row.externalId = owed.invoice.externalId;
  row.customerExternalId = owed.invoice.customerExternalId;
  row.customerName = owed.invoice.customerName;
  const QString number = owed.invoice.number.isEmpty() ? owed.invoice.externalId : owed.invoice.number;
  row.what = owed.daysOverdue == 0   ? say("%1, not due yet").arg(number)
             : owed.daysOverdue == 1 ? say("%1, overdue by 1 day").arg(number)
                                     : say("%1, overdue by %2 days").arg(number).arg(owed.daysOverdue);
  row.at = owed.invoice.dueAt.value_or(0);
  row.part = owed.invoice.remainingMinor;
  row.currency = owed.invoice.currency;
  return row;
}

/// Who owes most of it, on how many invoices, and how old the oldest is.
QString mostOwed(const Owing& owing, const QString& currency, int bucket, const QLocale& locale) {
  struct Debt {
    QString name;
    qint64 minor = 0;
    int invoices = 0, days = 0;
  };
  QMap<QString, Debt> debts;
  for (const auto& owed : owing.invoices) {
    if (owed.invoice.currency != currency || (bucket >= 0 && owed.bucket != bucket)) continue;
    Debt& debt = debts[owed.invoice.customerExternalId];
    debt.name = owed.invoice.customerName.isEmpty() ? owed.invoice.customerExternalId : owed.invoice.customerName;
    debt.minor += owed.invoice.remainingMinor;
    debt.days = qMax(debt.days, owed.daysOverdue);
    ++debt.invoices;
  }
  const auto most = std::max_element(debts.cbegin(), debts.cend(), [](const Debt& a, const Debt& b) {
    return a.minor != b.minor ? a.minor < b.minor : a.days < b.days;
  });
  if (most == debts.cend()) return {};
  const QString amount = moneyText(most->minor, currency, locale);
  const QString invoices = most->invoices == 1 ? say("1 invoice") : say("%1 invoices").arg(most->invoices);
  const QString age = most->days == 0   ? say("not due yet")
                      : most->days == 1 ? say("the oldest overdue by 1 day")
                                        : say("the oldest overdue by %1 days").arg(most->days);
  return say("%1 owes most: %2 on %3, %4").arg(most->name, amount, invoices, age);
}

FigureRows owedRows(const Owing& owing, const QString& currency, int bucket) {
  FigureRows rows;
  rows.figure.note = mostOwed(owing, currency, bucket, models::ModelContext{}.locale);
  for (const auto& owed : owing.invoices) {
    if (owed.invoice.currency != currency || (bucket >= 0 && owed.bucket != bucket)) continue;
    rows.rows.push_back(invoiceRow(owed));
    rows.sum += owed.invoice.remainingMinor;
  }
  rows.figure.metric = operations::Metric::Owed;
  rows.figure.currency = currency;
  rows.figure.value = rows.sum;
  rows.figure.formula = say("the sum of what these invoices still ask for");
  return rows;
}

FigureRowsDialog* shown(FigureRowsDialog* dialog) {
  dialog->show();
  return dialog;
}

}  // namespace

QString ageTitle(const QString& name) {
  if (name.isEmpty()) return say("of every age");
  if (name == QLatin1String("not_due")) return say("not due");
  if (name.startsWith(QLatin1String("over_"))) return say("over %1 days").arg(name.mid(5));
  return say("%1 days").arg(QString(name).replace(QLatin1Char('-'), QStringLiteral("–")));
}

FigureRowsDialog* openFigure(const PaneContext& context, const FigureQuestion& question, QWidget* parent) {
  operations::FinanceDesk* desk = context.services.finance;
  if (desk == nullptr) return nullptr;
  QString title = metricTitle(question.metric);
  if (question.cohort != 0) title = say("%1 who began in %2").arg(title, monthText(question.cohort));
  if (!question.currency.isEmpty()) title = QStringLiteral("%1, %2").arg(title, question.currency);
  const auto source = [desk, question](CancelToken cancel) { return desk->rows(question, std::move(cancel)); };
  return shown(new FigureRowsDialog(context, title, question.period, source, parent));
}

FigureRowsDialog* openOwed(const PaneContext& context, const OwedQuestion& question, QWidget* parent) {
  operations::FinanceDesk* desk = context.services.finance;
  if (desk == nullptr) return nullptr;
  const QString title = say("Owed %1, %2").arg(ageTitle(question.ageName), question.currency);
  const auto source = [desk, question](CancelToken cancel) {
    auto promise = std::make_shared<QPromise<Result<FigureRows>>>();
    promise->start();
    // The desk lives longer than every dialog: it is what the answer is waited for with.
    whenDone(desk->owed(question.asOf, question.zone, std::move(cancel)), desk,
             [promise, question](const Result<Owing>& owing) {
               promise->addResult(owing ? Result<FigureRows>(owedRows(*owing, question.currency, question.bucket))
                                        : Result<FigureRows>(failure(owing.error())));
               promise->finish();
             });
    return promise->future();
  };
  return shown(
      new FigureRowsDialog(context, title, monthPeriod(monthOf(question.asOf), question.zone), source, parent));
}

}  // namespace billing::ui
