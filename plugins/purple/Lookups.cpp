// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Lookups.h"

#include "Turn.h"

#include <QDnsLookup>
#include <QHash>
#include <QHostInfo>
#include <QTimer>

#include <arpa/inet.h>
#include <netinet/in.h>

#include <cstring>

namespace spectrum::purple
{

namespace
{

using namespace std::chrono_literals;

constexpr auto timeLimit = 30s;
// Of one name; a server needs two or three.
constexpr qsizetype maximumAddresses = 16;
constexpr qsizetype maximumRecords = 32;

QHash<const PurpleDnsQueryData *, int> &hostLookups()
{
    static auto *all = new QHash<const PurpleDnsQueryData *, int>;
    return *all;
}

QHash<const PurpleSrvTxtQueryData *, QDnsLookup *> &recordLookups()
{
    static auto *all = new QHash<const PurpleSrvTxtQueryData *, QDnsLookup *>;
    return *all;
}

GSList *appendAddress(GSList *list, const QHostAddress &address, quint16 port)
{
    sockaddr_in6 v6{};
    sockaddr_in v4{};
    const void *made = nullptr;
    size_t size = 0;
    if (address.protocol() == QAbstractSocket::IPv6Protocol) {
        const Q_IPV6ADDR bytes = address.toIPv6Address();
        v6.sin6_family = AF_INET6;
        v6.sin6_port = htons(port);
        std::memcpy(&v6.sin6_addr, &bytes, sizeof bytes);
        made = &v6;
        size = sizeof v6;
    } else {
        v4.sin_family = AF_INET;
        v4.sin_port = htons(port);
        v4.sin_addr.s_addr = htonl(address.toIPv4Address());
        made = &v4;
        size = sizeof v4;
    }
    auto *copy = static_cast<char *>(g_malloc(size));
    std::memcpy(copy, made, size);
    list = g_slist_append(list, GSIZE_TO_POINTER(size));
    return g_slist_append(list, copy);
}

struct HostQuery {
    PurpleDnsQueryData *data;
    PurpleDnsQueryResolvedCallback resolved;
    PurpleDnsQueryFailedCallback failed;
    quint64 turn;
};

void answerHost(const HostQuery &query, const QHostInfo &info)
{
    const auto found = hostLookups().constFind(query.data);
    if (found == hostLookups().cend() || *found != info.lookupId())
        return;
    hostLookups().remove(query.data);
    const Turn turn(query.turn);
    if (info.addresses().isEmpty())
        return query.failed(query.data, info.errorString().toUtf8().constData());
    GSList *hosts = nullptr;
    const quint16 port = purple_dnsquery_get_port(query.data);
    for (const QHostAddress &address :
         info.addresses().first(qMin(info.addresses().size(), maximumAddresses)))
        hosts = appendAddress(hosts, address, port);
    query.resolved(query.data, hosts);
}

gboolean resolveHost(PurpleDnsQueryData *data, PurpleDnsQueryResolvedCallback resolved,
                     PurpleDnsQueryFailedCallback failed)
{
    static auto *context = new QObject;
    const HostQuery query{data, resolved, failed, Turn::current()};
    const int id = QHostInfo::lookupHost(QString::fromUtf8(purple_dnsquery_get_host(data)), context,
                                         [query](const QHostInfo &info) { answerHost(query, info); });
    hostLookups().insert(data, id);
    return TRUE;
}

void forgetHost(PurpleDnsQueryData *data)
{
    if (const auto found = hostLookups().constFind(data); found != hostLookups().cend()) {
        QHostInfo::abortHostLookup(*found);
        hostLookups().erase(found);
    }
}

GList *serviceRecords(const QDnsLookup &lookup)
{
    GList *records = nullptr;
    qsizetype count = 0;
    for (const QDnsServiceRecord &record : lookup.serviceRecords()) {
        const QByteArray target = record.target().toUtf8();
        auto *made = g_new0(PurpleSrvResponse, 1);
        if (target.size() >= qsizetype(sizeof made->hostname) || ++count > maximumRecords) {
            g_free(made);
            continue;
        }
        std::memcpy(made->hostname, target.constData(), size_t(target.size()));
        made->port = record.port();
        made->weight = record.weight();
        made->pref = record.priority();
        records = g_list_append(records, made);
    }
    return records;
}

GList *textRecords(const QDnsLookup &lookup)
{
    GList *records = nullptr;
    qsizetype count = 0;
    for (const QDnsTextRecord &record : lookup.textRecords()) {
        if (++count > maximumRecords)
            break;
        auto *made = g_new0(PurpleTxtResponse, 1);
        made->content = g_strdup(record.values().join().constData());
        records = g_list_append(records, made);
    }
    return records;
}

struct RecordQuery {
    PurpleSrvTxtQueryData *data;
    PurpleSrvTxtQueryResolvedCallback resolved;
    PurpleSrvTxtQueryFailedCallback failed;
    quint64 turn;
};

void answerRecords(const RecordQuery &query)
{
    QDnsLookup *lookup = recordLookups().take(query.data);
    if (!lookup)
        return;
    lookup->deleteLater();
    const bool isService = lookup->type() == QDnsLookup::SRV;
    GList *records = isService ? serviceRecords(*lookup) : textRecords(*lookup);
    const Turn turn(query.turn);
    if (records)
        query.resolved(query.data, records);
    else
        query.failed(query.data, lookup->errorString().toUtf8().constData());
}

gboolean resolveRecords(PurpleSrvTxtQueryData *data, PurpleSrvTxtQueryResolvedCallback resolved,
                        PurpleSrvTxtQueryFailedCallback failed)
{
    const bool isService = purple_srv_txt_query_get_type(data) == PurpleDnsTypeSrv;
    auto *lookup = new QDnsLookup(isService ? QDnsLookup::SRV : QDnsLookup::TXT,
                                  QString::fromUtf8(purple_srv_txt_query_get_query(data)));
    recordLookups().insert(data, lookup);
    const RecordQuery query{data, resolved, failed, Turn::current()};
    // Queued: libpurple does not have the query yet while it is made.
    QObject::connect(
        lookup, &QDnsLookup::finished, lookup, [query] { answerRecords(query); }, Qt::QueuedConnection);
    QTimer::singleShot(timeLimit, lookup, [lookup] { lookup->abort(); });
    lookup->lookup();
    return TRUE;
}

void forgetRecords(PurpleSrvTxtQueryData *data)
{
    if (QDnsLookup *lookup = recordLookups().take(data))
        lookup->deleteLater();
}

} // namespace

PurpleDnsQueryUiOps *Lookups::addresses()
{
    static PurpleDnsQueryUiOps operations{};
    operations.resolve_host = resolveHost;
    operations.destroy = forgetHost;
    return &operations;
}

PurpleSrvTxtQueryUiOps *Lookups::services()
{
    static PurpleSrvTxtQueryUiOps operations{};
    operations.resolve = resolveRecords;
    operations.destroy = forgetRecords;
    return &operations;
}

} // namespace spectrum::purple
