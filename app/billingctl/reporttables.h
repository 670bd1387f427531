// The tables of `billingctl report`, and what its commands have in common.
#pragma once

#include <QJsonDocument>
#include <cstdio>
#include <memory>

#include "app/billingctl/eventsreading.h"
#include "app/billingctl/reportoptions.h"

namespace billing::ctl {

/// An open report: the desk, and the period that is meant.
struct Report {
  std::unique_ptr<store::Database> database;
  SystemClock clock;
  std::unique_ptr<operations::SqlFinanceDesk> desk;
  operations::FinancePeriod period;
  QString zone;
};

/// Says what went wrong, and gives the code back.
int failReport(const Error& error, int code);
template <class T>
int refusedReport(const Result<T>& answer) {
  return failReport(answer.error(), exitCodeOfStore(answer.error()));
}
void printText(const QString& text);
template <class Json>
void printReportJson(const Json& json) {
  std::printf("%s\n", QJsonDocument(json).toJson(QJsonDocument::Compact).constData());
}
/// What --currency leaves; what is of no currency stays.
[[nodiscard]] bool isWanted(const ReportOptions& options, const QString& currency);

[[nodiscard]] int tellOwed(Report& report, const ReportOptions& options);
[[nodiscard]] int tellCohorts(Report& report, const ReportOptions& options);
[[nodiscard]] int tellRevenue(Report& report, const ReportOptions& options);
[[nodiscard]] int tellCredits(Report& report, const ReportOptions& options);

}  // namespace billing::ctl
