// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Checks the layers of one set of settings against the schema, and fills in the defaults.
#pragma once

#include "config/Configuration.h"

namespace spectrum::config
{

class Check
{
public:
    Check(const Schema &schema, Outcome &outcome) : m_schema(schema), m_outcome(outcome) {}

    // What stands for the address variable in values; and whose keys are valid besides the host's.
    void setInstance(const QString &address, const QString &frontend, const QString &network);
    // Modules that some instance uses: their keys have an effect wherever all instances look.
    void setModulesInUse(const QStringList &modules) { m_inUse = modules; }
    // A later layer wins over an earlier one. Mistakes and notices go to the outcome.
    void addLayer(const Source &source);
    // The file of one of several instances: the host's keys in it are named in one notice and left out.
    void addInstanceLayer(const Source &source);
    // The merged values with defaults.
    [[nodiscard]] Settings settings();

private:
    struct Given {
        QStringList values = {};
        QString file = {};
        int line = 0;
    };
    using Layer = QMap<QString, Given>;

    void addEntry(Layer &layer, const Source &source, const IniEntry &entry);
    [[nodiscard]] const Key *findKey(const QString &name, QString &secretForm) const;
    void reportUnknown(const Source &source, const IniEntry &entry);
    void noticeNearMiss(const Source &source, const IniEntry &entry);
    void noticeStatus(const Key &key, const Source &source, const IniEntry &entry);
    [[nodiscard]] QString expanded(QString value) const;
    void setOpen(Settings &settings, const Key &key);
    void setSecret(Settings &settings, const Key &key);
    void complain(const Given &given, const QString &key, const QString &text);

    const Schema &m_schema;
    Outcome &m_outcome;
    QString m_address;
    QString m_frontend;
    QString m_network;
    QStringList m_inUse;
    bool m_isShared = true; // the layer that is being added
    Layer m_given;
};

} // namespace spectrum::config
