#include "localapi/prometheus.h"

#include <algorithm>
#include <cstdio>

namespace billing::localapi {
namespace {

std::string escaped(std::string_view value) {
  std::string out;
  for (const char c : value) {
    if (c == '\\' || c == '"') out += '\\';
    if (c == '\n')
      out += "\\n";
    else
      out += c;
  }
  return out;
}

// "12.345678" of microseconds, without a double.
std::string seconds(std::int64_t micros) {
  char text[40];
  std::snprintf(text, sizeof text, "%lld.%06lld", static_cast<long long>(micros / 1'000'000),
                static_cast<long long>(micros % 1'000'000));
  std::string out = text;
  while (out.back() == '0') out.pop_back();
  if (out.back() == '.') out.pop_back();
  return out;
}

class MetricsText {
 public:
  void family(const char* name, const char* type, const char* help) {
    name_ = name;
    out_.append("# HELP ").append(name).append(" ").append(help);
    out_.append("\n# TYPE ").append(name).append(" ").append(type).append("\n");
  }
  void sample(const std::string& labels, const std::string& value, const char* suffix = "") {
    out_.append(name_).append(suffix);
    if (!labels.empty()) out_.append("{").append(labels).append("}");
    out_.append(" ").append(value).append("\n");
  }
  [[nodiscard]] std::string done() { return std::move(out_); }

 private:
  std::string name_, out_;
};

std::string label(const char* name, std::string_view value) {
  return std::string(name) + "=\"" + escaped(value) + "\"";
}

// "GET /api/usage" as two labels.
std::string routeLabels(const std::string& route) {
  const auto space = route.find(' ');
  if (space == std::string::npos) return label("method", "") + "," + label("route", route);
  return label("method", route.substr(0, space)) + "," + label("route", route.substr(space + 1));
}

void addLatency(MetricsText& text, const std::string& labels, const RouteCounts& counts) {
  std::uint64_t below = 0;
  for (std::size_t i = 0; i < latencyBounds.size(); ++i) {
    below += counts.latency[i];
    text.sample(labels + "," + label("le", seconds(latencyBounds[i])), std::to_string(below), "_bucket");
  }
  text.sample(labels + "," + label("le", "+Inf"), std::to_string(counts.count), "_bucket");
  text.sample(labels, seconds(counts.totalMicros), "_sum");
  text.sample(labels, std::to_string(counts.count), "_count");
}

}  // namespace

std::string requestMetrics(const RequestBoard& board) {
  MetricsText text;
  const auto counts = board.counts();
  text.family("billing_http_requests_total", "counter", "Requests of the local API by route and status.");
  for (const auto& [route, count] : counts)
    for (const auto& [status, times] : count.byStatus)
      text.sample(routeLabels(route) + "," + label("status", std::to_string(status)), std::to_string(times));
  text.family("billing_http_request_duration_seconds", "histogram", "How long requests of the local API took.");
  for (const auto& [route, count] : counts) addLatency(text, routeLabels(route), count);
  return text.done();
}

std::string listenerMetrics(const webhooks::ListenerStatus& status) {
  MetricsText text;
  text.family("billing_webhooks_total", "counter", "Deliveries by what became of them, since the listener started.");
  const std::pair<const char*, std::uint64_t> outcomes[]{
      {"accepted", status.accepted},        {"duplicate", status.duplicates}, {"rejected", status.rejected},
      {"not_stored", status.storeFailures}, {"refused", status.refused},      {"aborted", status.aborted}};
  for (const auto& [outcome, times] : outcomes) text.sample(label("outcome", outcome), std::to_string(times));
  text.family("billing_listener_connections", "gauge", "Open connections.");
  text.sample({}, std::to_string(status.connections));
  return text.done();
}

std::string storeMetrics(const store::ServiceFigures& figures, Instant now, bool withAccounts) {
  MetricsText text;
  text.family("billing_dead_letters", "gauge", "Events that could not be processed and wait for a person.");
  text.sample({}, std::to_string(figures.deadLetters));
  text.family("billing_pending_events", "gauge", "Stored events that have not been processed.");
  text.sample({}, std::to_string(figures.pending));
  text.family("billing_processing_lag_seconds", "gauge", "Age of the oldest event that has not been processed.");
  const std::int64_t lagMs = figures.oldestPending ? std::max<std::int64_t>(now.ms - *figures.oldestPending, 0) : 0;
  text.sample({}, seconds(lagMs * 1000));
  text.family("billing_let_through_total", "counter", "Requests that were let in unchecked.");
  text.sample({}, std::to_string(figures.letThrough));
  text.family("billing_job_last_run_timestamp_seconds", "gauge", "When a job last ended, by how it ended.");
  for (const store::JobFigure& job : figures.jobs)
    text.sample(label("job", job.job.toStdString()) + "," + label("status", job.status.toStdString()),
                seconds(job.finishedAt * 1000));
  if (!withAccounts) return text.done();
  text.family("billing_accounts", "gauge", "Accounts by plan.");
  for (const store::PlanFigure& plan : figures.accounts)
    text.sample(label("plan", plan.plan.toStdString()), std::to_string(plan.count));
  return text.done();
}

}  // namespace billing::localapi
