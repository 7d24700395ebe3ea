// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "config/Configuration.h"

#include "config/Check.h"
#include "config/NearestName.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace spectrum::config
{

namespace
{

const QString frontendKey = QStringLiteral("service.frontend");
const QString networkKey = QStringLiteral("service.network");
const QString programKey = QStringLiteral("service.backend");
const QString storeTypeKey = QStringLiteral("database.type");
const QString storeFileKey = QStringLiteral("database.database");

// Whether the address can be a domain; what exactly is allowed in one, the frontend knows.
bool isDomain(const QString &address)
{
    const QStringList labels = address.split(u'.');
    return address.size() <= 1023 && !labels.contains(QString()) &&
           std::all_of(address.begin(), address.end(), [](QChar c) {
               return c.isLetterOrNumber() || c.isMark() || c.isSurrogate() || c == u'-' || c == u'.' ||
                      c == u'_';
           });
}

// Whether it is a database that is not encrypted, as those of the first Spectrum 2 were.
bool isPlainDatabase(const QString &path)
{
    // Not a file that would wait for a writer when it is opened.
    QFile file(path);
    return QFileInfo(path).isFile() && file.open(QIODevice::ReadOnly) &&
           file.read(16) == QByteArray("SQLite format 3\0", 16);
}

class Resolver
{
public:
    Resolver(const Sources &sources, const Schema &schema) : m_sources(sources), m_schema(schema)
    {
        m_outcome.mistakes = sources.mistakes;
    }
    [[nodiscard]] Outcome resolve();

private:
    struct Pick {
        QString key = {};
        QString value = {};
        QString file = {};
        int line = 0;
    };

    void resolveHost();
    void resolveInstance(const Source &source);
    [[nodiscard]] QList<Source> layersOf(const Source &source) const;
    [[nodiscard]] Pick pick(const Source &source, const QString &key) const;
    [[nodiscard]] Pick networkOf(const Source &source) const;
    [[nodiscard]] Pick pickNetwork(const Source &source);
    void requireAddress(const Pick &address);
    void requireModule(Schema::Kind kind, const Pick &pick);
    void requireStoreFile();
    void merge(const Outcome &outcome, const QString &explainedKey);
    void complain(const Pick &pick, const QString &text, const QString &nearest = {})
    {
        report(m_outcome.mistakes,
               {.file = pick.file, .line = pick.line, .key = pick.key, .text = text, .nearest = nearest});
    }

    const Sources &m_sources;
    const Schema &m_schema;
    Outcome m_outcome;
    QStringList m_inUse;
};

Outcome Resolver::resolve()
{
    resolveHost();
    const QList<Source> instances =
        m_sources.mainIsInstance ? QList<Source>{m_sources.main} : m_sources.instances;
    for (const Source &source : instances)
        m_inUse += {pick(source, frontendKey).value, networkOf(source).value};
    for (const Source &source : instances)
        resolveInstance(source);
    if (instances.isEmpty() && m_outcome.mistakes.isEmpty())
        report(m_outcome.mistakes,
               {.file = m_sources.main.file,
                .text =
                    QStringLiteral("there is no instance: neither %1 here nor a file transports/*.cfg beside "
                                   "it")
                        .arg(m_schema.addressKey())});
    return std::move(m_outcome);
}

QList<Source> Resolver::layersOf(const Source &source) const
{
    QList<Source> layers{m_sources.main};
    if (!m_sources.mainIsInstance)
        layers.append(source);
    return layers + m_sources.overrides;
}

void Resolver::resolveHost()
{
    // What only instances may set is checked with each instance.
    Outcome outcome;
    Check check(m_schema, outcome);
    const QString address =
        m_sources.mainIsInstance ? pick(m_sources.main, m_schema.addressKey()).value : QString();
    check.setInstance(address, {}, {});
    for (const Source &source : QList<Source>{m_sources.main} + m_sources.overrides) {
        Source own{source.file, {}};
        for (const IniEntry &entry : source.entries) {
            if (m_schema.hostKey(entry.key) || (!m_sources.mainIsInstance && m_sources.instances.isEmpty()))
                own.entries.append(entry);
        }
        check.addLayer(own);
    }
    m_outcome.configuration.host = check.settings();
    // What the program means is said with the instance.
    merge(outcome, programKey);
    requireStoreFile();
}

// The words about a key that is explained elsewhere are left out.
void Resolver::merge(const Outcome &outcome, const QString &explainedKey)
{
    for (Mistakes Outcome::*list : {&Outcome::mistakes, &Outcome::notices}) {
        for (const Mistake &mistake : outcome.*list) {
            const bool isExplained = !explainedKey.isEmpty() && mistake.key == explainedKey;
            if (!isExplained && !(m_outcome.*list).contains(mistake))
                report(m_outcome.*list, mistake);
        }
    }
}

void Resolver::requireStoreFile()
{
    const Settings &host = m_outcome.configuration.host;
    const QString path = host.text(storeFileKey);
    if (host.text(storeTypeKey) == u"sqlcipher" && isPlainDatabase(path))
        complain(
            pick(m_sources.main, storeFileKey),
            QStringLiteral("%1 is a database that is not encrypted, such as that of the first Spectrum 2; "
                           "name another file, and a new one is made, into which spectrum2 import takes "
                           "the accounts over")
                .arg(path));
}

void Resolver::resolveInstance(const Source &source)
{
    const Pick address = pick(source, m_schema.addressKey());
    const Pick frontend = pick(source, frontendKey);
    const Pick network = pickNetwork(source);
    requireAddress(address);
    requireModule(Schema::Kind::Frontend, frontend);
    requireModule(Schema::Kind::Network, network);

    Outcome outcome;
    Check check(m_schema, outcome);
    check.setInstance(address.value, frontend.value, network.value);
    check.setModulesInUse(m_inUse);
    const QList<Source> layers = layersOf(source);
    for (const Source &layer : layers) {
        const bool isOwnFile = !m_sources.mainIsInstance && layer.file == source.file;
        isOwnFile ? check.addInstanceLayer(layer) : check.addLayer(layer);
    }
    Settings settings = check.settings();
    settings.setGiven(networkKey, {network.value});
    merge(outcome, network.key == programKey ? programKey : QString());
    m_outcome.configuration.instances.append({InstanceId(address.value.toLower()), frontend.value,
                                              network.value, source.file, std::move(settings)});
}

void Resolver::requireAddress(const Pick &address)
{
    if (address.value.isEmpty())
        return complain(address, QStringLiteral("is required"));
    if (!isDomain(address.value))
        return complain(address, QStringLiteral("must be a domain, such as chat.example.org"));
    const InstanceId id(address.value.toLower());
    for (const InstanceConfiguration &other : std::as_const(m_outcome.configuration.instances)) {
        if (other.id == id)
            complain(address, QStringLiteral("is the address of %1 already").arg(other.file));
    }
}

Resolver::Pick Resolver::pick(const Source &source, const QString &key) const
{
    const Key *known = m_schema.hostKey(key);
    Pick pick{key, known ? known->defaults.value(0) : QString(), source.file, 0};
    for (const Source &layer : layersOf(source)) {
        if (const IniEntry *entry = layer.last(key))
            pick = {key, entry->value, layer.file, entry->line};
    }
    return pick;
}

// The network's key, or the program that the first Spectrum 2 had for it.
Resolver::Pick Resolver::networkOf(const Source &source) const
{
    const Pick network = pick(source, networkKey);
    Pick program = pick(source, programKey);
    if (!network.value.isEmpty() || program.value.isEmpty())
        return network;
    program.value = m_schema.networkOfProgram(program.value);
    return program;
}

Resolver::Pick Resolver::pickNetwork(const Source &source)
{
    Pick network = networkOf(source);
    if (network.key == programKey && m_schema.hasModule(Schema::Kind::Network, network.value))
        report(m_outcome.notices, {.file = network.file,
                                   .line = network.line,
                                   .key = programKey,
                                   .text = QStringLiteral("selects the network module; write %1=%2 instead")
                                               .arg(networkKey, network.value)});
    return network;
}

void Resolver::requireModule(Schema::Kind kind, const Pick &pick)
{
    if (m_schema.hasModule(kind, pick.value))
        return;
    const QString found = m_schema.modules(kind).join(u", ");
    const bool isProgram = pick.key == programKey;
    if (isProgram && pick.value.isEmpty())
        complain(pick,
                 QStringLiteral("this program is not known; write %1=ID instead, with one of the modules "
                                "found: %2")
                     .arg(networkKey, found));
    else if (isProgram)
        complain(pick,
                 QStringLiteral("the network module \"%1\", which does the work of this program, is not "
                                "installed; modules found: %2")
                     .arg(pick.value, found));
    else if (pick.value.isEmpty())
        complain(pick, QStringLiteral("is required; modules found: %1").arg(found));
    else
        complain(pick, QStringLiteral("there is no module \"%1\"").arg(pick.value),
                 nearestName(pick.value, m_schema.modules(kind)));
}

} // namespace

Outcome resolve(const Sources &sources, const Schema &schema)
{
    return Resolver(sources, schema).resolve();
}

} // namespace spectrum::config
