// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "config/Configuration.h"

#include "config/Check.h"
#include "config/NearestName.h"

namespace spectrum::config
{

namespace
{

const QString frontendKey = QStringLiteral("service.frontend");
const QString networkKey = QStringLiteral("service.network");
const QString programKey = QStringLiteral("service.backend");

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
        QString value = {};
        QString file = {};
        int line = 0;
    };

    void resolveHost();
    void resolveInstance(const Source &source);
    [[nodiscard]] QList<Source> layersOf(const Source &source) const;
    [[nodiscard]] Pick pick(const Source &source, const QString &key) const;
    [[nodiscard]] Pick pickNetwork(const Source &source);
    void requireModule(Schema::Kind kind, const QString &key, const Pick &pick);
    void complain(const Pick &pick, const QString &key, const QString &text, const QString &nearest = {})
    {
        report(m_outcome.mistakes,
               {.file = pick.file, .line = pick.line, .key = key, .text = text, .nearest = nearest});
    }

    const Sources &m_sources;
    const Schema &m_schema;
    Outcome m_outcome;
};

Outcome Resolver::resolve()
{
    resolveHost();
    const QList<Source> instances =
        m_sources.mainIsInstance ? QList<Source>{m_sources.main} : m_sources.instances;
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
    for (Mistakes Outcome::*list : {&Outcome::mistakes, &Outcome::notices}) {
        for (const Mistake &mistake : outcome.*list) {
            if (!(m_outcome.*list).contains(mistake))
                report(m_outcome.*list, mistake);
        }
    }
}

void Resolver::resolveInstance(const Source &source)
{
    const QString addressKey = m_schema.addressKey();
    const Pick address = pick(source, addressKey);
    const Pick frontend = pick(source, frontendKey);
    const Pick network = pickNetwork(source);
    if (address.value.isEmpty())
        complain(address, addressKey, QStringLiteral("is required"));
    const InstanceId id(address.value.toLower());
    for (const InstanceConfiguration &other : std::as_const(m_outcome.configuration.instances)) {
        if (other.id == id)
            complain(address, addressKey, QStringLiteral("is the address of %1 already").arg(other.file));
    }
    requireModule(Schema::Kind::Frontend, frontendKey, frontend);
    requireModule(Schema::Kind::Network, networkKey, network);

    Outcome outcome;
    Check check(m_schema, outcome);
    check.setInstance(address.value, frontend.value, network.value);
    const QList<Source> layers = layersOf(source);
    for (const Source &layer : layers) {
        const bool isOwnFile = !m_sources.mainIsInstance && layer.file == source.file;
        isOwnFile ? check.addInstanceLayer(layer) : check.addLayer(layer);
    }
    Settings settings = check.settings();
    settings.setGiven(networkKey, {network.value});
    for (Mistakes Outcome::*list : {&Outcome::mistakes, &Outcome::notices}) {
        for (const Mistake &mistake : outcome.*list) {
            if (!(m_outcome.*list).contains(mistake))
                report(m_outcome.*list, mistake);
        }
    }
    m_outcome.configuration.instances.append(
        {id, frontend.value, network.value, source.file, std::move(settings)});
}

Resolver::Pick Resolver::pick(const Source &source, const QString &key) const
{
    const Key *known = m_schema.hostKey(key);
    Pick pick{known && !known->defaults.isEmpty() ? known->defaults.constFirst() : QString(), source.file, 0};
    for (const Source &layer : layersOf(source)) {
        if (const IniEntry *entry = layer.last(key))
            pick = {entry->value, layer.file, entry->line};
    }
    return pick;
}

Resolver::Pick Resolver::pickNetwork(const Source &source)
{
    Pick network = pick(source, networkKey);
    if (!network.value.isEmpty())
        return network;
    const Pick program = pick(source, programKey);
    network.value = m_schema.networkOfProgram(program.value);
    if (!network.value.isEmpty())
        report(m_outcome.notices, {.file = program.file,
                                   .line = program.line,
                                   .key = programKey,
                                   .text = QStringLiteral("selects the network module; write %1=%2 instead")
                                               .arg(networkKey, network.value)});
    return network;
}

void Resolver::requireModule(Schema::Kind kind, const QString &key, const Pick &pick)
{
    if (pick.value.isEmpty())
        return complain(
            pick, key,
            QStringLiteral("is required; modules found: %1").arg(m_schema.modules(kind).join(u", ")));
    if (!m_schema.hasModule(kind, pick.value))
        complain(pick, key, QStringLiteral("there is no module \"%1\"").arg(pick.value),
                 nearestName(pick.value, m_schema.modules(kind)));
}

} // namespace

Outcome resolve(const Sources &sources, const Schema &schema)
{
    return Resolver(sources, schema).resolve();
}

} // namespace spectrum::config
