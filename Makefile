# One command from the files as received to the published report: make run
# make help lists the rest.

SHELL := /bin/bash
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

# The first of these that is there and runs (a version manager leaves commands that do not).
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3; do \
	$$name -c '' 2>/dev/null && command -v $$name && break; done)
VENV := .venv
BIN := $(VENV)/bin
SITE := evidence_reports
BROWSER := tests/browser

# Set to nothing they are the default, here and in Python.
override WAREHOUSE_RAW_DIR := $(or $(WAREHOUSE_RAW_DIR),raw)
override WAREHOUSE_DATA_DIR := $(or $(WAREHOUSE_DATA_DIR),data)
export WAREHOUSE_RAW_DIR WAREHOUSE_DATA_DIR
# Pages of single municipalities, in both languages: SITE_MUNICIPALITY_PAGES=192015,132063 for some,
# "all" for every one (half a minute and 100 MB more).
export SITE_MUNICIPALITY_PAGES ?= none
# Where the site will lie (SITE_ADDRESS=https://example.go.jp/reports/): pages then say their whole address, and there is a sitemap.
export SITE_ADDRESS ?=
# Whom readers may ask (SITE_CONTACT="○○課 reports@example.go.jp"), said on the page about the report.
export SITE_CONTACT ?=
# FULL=1: nothing kept from earlier builds is used.
export WAREHOUSE_FULL := $(FULL)
export DAGSTER_DISABLE_TELEMETRY := 1
export DBT_SEND_ANONYMOUS_USAGE_STATS := false
export GX_ANALYTICS_ENABLED := false

# The code of the site and of its browser tests, for eslint and prettier; styles are for prettier alone.
SITE_CODE := $(addprefix $(SITE)/,components handouts/*.js handouts/*.mjs pages scripts template *.config.js) $(BROWSER)/scenarios/*.mjs
SITE_STYLES := $(SITE)/styles $(SITE)/handouts/handout.css

# What was typed behind a name, as one word of the shell: quotation marks, $ and backquotes are those of the text.
typed = '$(subst ','\'',$(value $(1)))'

PYTHON_READY := $(VENV)/.ready
SITE_READY := $(SITE)/node_modules/.ready
SETUP_MB := 2500 # what the packages of Python, the site and the tests take
HANDOUTS_READY := $(SITE)/handouts/node_modules/.ready
BROWSER_READY := $(BROWSER)/node_modules/.ready

.PHONY: help run build tables paper preview handout serve dagster status profile rollback withdraw internal docs register new refresh form intake compare test test-fast lint lint-python lint-types lint-yaml lint-sql lint-site format bench fuzz kills lock clean

help: ## What each command does | 各コマンドの内容
	@awk -F ':.*## | [|] ' '/^[a-z-]+:.*## / { printf "%-12s%s\n%12s%s\n", $$1, $$3, "", $$2 }' $(MAKEFILE_LIST)

run: build ## Set up, then build: from the files as received to the published report | 準備から公表まで: 受領ファイルから公表サイトまで

build: $(PYTHON_READY) $(SITE_READY) ## Read, build, check and publish a release with its report site (FULL=1: use nothing kept) | 受領ファイルを読み、検査し、サイトとともに公表する(FULL=1: 以前の結果の控えを使わない)
	@$(BIN)/python -m dagster_project.commands build $(if $(WAIT),--wait)

tables: $(PYTHON_READY) ## The tables without the site, for trying out: kept, named, never published | サイトを作らず表だけを作る(試行用。名前を付けて残し、公表しない)
	@$(BIN)/python -m dagster_project.commands tables $(if $(WAIT),--wait)

paper: $(SITE_READY) ## Start a council paper in both languages: make paper NAME=<name>, below evidence_reports/papers/ | 審議会の資料を両言語で書き始める: make paper NAME=<名前>(evidence_reports/papers/ の下)
	@test -n $(call typed,NAME) || { printf '%s\n' "資料の名前を指定すること: make paper NAME=<名前>" "Say what it is called: make paper NAME=<name>"; exit 2; }
	@cd $(SITE) && node scripts/new_paper.mjs $(call typed,NAME)

# The pages of the published release, made elsewhere than a build makes its own.
preview: $(SITE_READY) ## See chapters and papers while writing them, on http://127.0.0.1:8001 (PORT=…) | 章と資料を書きながら見る。http://127.0.0.1:8001 (PORT=…)
	@test -f "$(WAREHOUSE_DATA_DIR)/current/reports.duckdb" || { printf '%s\n' "公表した版がない。先に make build を実行すること。" "Nothing is published yet. Run make build first."; exit 2; }
	@data="$$(cd "$(WAREHOUSE_DATA_DIR)" && pwd)" && cd $(SITE) && REPORTS_DB="$$data/current/reports.duckdb" \
		SITE_DOWNLOADS="$$data/current/questionnaires" SITE_PACKAGE="$$data/current/datapackage.json" \
		SITE_API="$$data/current/site/api/v1" SITE_WORK="$$data/preview" PORT="$(or $(PORT),8001)" node scripts/preview.mjs

handout: $(PYTHON_READY) $(SITE_READY) $(HANDOUTS_READY) ## Print the published pages as A4 PDF, in data/handouts/ (CHAPTER=… PAPER=… PREFECTURE=19 MUNICIPALITY=192015, each may be all) | 公表したページをA4判PDFにする。data/handouts/ (CHAPTER=… PAPER=… PREFECTURE=19 MUNICIPALITY=192015、いずれも all で全て)
	@$(BIN)/python -m dagster_project.commands handout $(if $(CHAPTER),--chapter=$(call typed,CHAPTER)) $(if $(PAPER),--paper=$(call typed,PAPER)) \
		$(if $(PREFECTURE),--prefecture=$(call typed,PREFECTURE)) $(if $(MUNICIPALITY),--municipality=$(call typed,MUNICIPALITY))

serve: $(PYTHON_READY) ## Open the published site on http://127.0.0.1:8000 (PORT=…) | 公表したサイトを開く。http://127.0.0.1:8000 (PORT=…)
	@$(BIN)/python -m dagster_project.commands serve --port $(or $(PORT),8000)

dagster: $(PYTHON_READY) $(SITE_READY) ## Open the Dagster UI on http://127.0.0.1:3000 (PORT=…) | Dagster の画面を開く。http://127.0.0.1:3000 (PORT=…)
	@$(BIN)/python -m dagster_project.commands ui --port $(or $(PORT),3000)

status: $(PYTHON_READY) ## What is published, since when, and what it takes on the disk | 公表中の版、その日時、ディスクの使用量
	@$(BIN)/python -m dagster_project.commands status

profile: $(PYTHON_READY) ## Where the last build spent its time, step by step and model by model, and how long the last twenty took | 直近の処理に要した時間(段階別、モデル別)及び直近20回の時間
	@$(BIN)/python -m dagster_project.commands profile

rollback: $(PYTHON_READY) ## Switch to the release before the current one (TO=r0003 for a certain one, the newest ends it) | 前の公表版に戻す(TO=r0003 で版を指定し、最新の版を指定すると解除)
	@$(BIN)/python -m dagster_project.commands rollback $(if $(TO),--to=$(call typed,TO))

withdraw: $(PYTHON_READY) ## Take back a release published by mistake: make withdraw RELEASE=r0003 (REASON="…"; UNDO=1 keeps it again) | 誤って公表した版を取り下げる: make withdraw RELEASE=r0003 (REASON="…"、UNDO=1 で取消し)
	@test -n $(call typed,RELEASE) || { printf '%s\n' "公表版を指定すること: make withdraw RELEASE=r0003" "Say which release: make withdraw RELEASE=r0003"; exit 2; }
	@$(BIN)/python -m dagster_project.commands withdraw $(call typed,RELEASE) $(if $(REASON),--reason=$(call typed,REASON)) $(if $(UNDO),--undo)

internal: $(PYTHON_READY) ## Open the full warehouse: answers by body, for the office alone (SQL="from raw.survey_response") | 内部用データベースを開く(団体別の回答。担当課限り。SQL="from raw.survey_response")
	@$(BIN)/python -m dagster_project.commands internal $(if $(SQL),--sql=$(call typed,SQL))

docs: $(PYTHON_READY) ## Write dbt's documents and the data dictionary of the published release, below data/docs/ | 公表版の dbt の文書とデータ項目一覧を data/docs/ に作成する
	@$(BIN)/python -m dagster_project.commands docs

register: $(PYTHON_READY) ## Record a new or changed raw file: make register FILE=raw/<subject>/<file> (REASON="…" why it was replaced) | 新しいファイル、変わったファイルを記録する: make register FILE=raw/<分野>/<ファイル> (REASON="…" は差し替えの理由)
	@test -n $(call typed,FILE) || { printf '%s\n' "ファイルを指定すること: make register FILE=raw/<分野>/<ファイル>" "Say which file: make register FILE=raw/<subject>/<file>"; exit 2; }
	@$(BIN)/python -m dagster_project.commands register $(call typed,FILE) $(if $(LAYOUT),--layout=$(call typed,LAYOUT)) $(if $(SET),--set=$(call typed,SET)) $(if $(REASON),--reason=$(call typed,REASON))

new: $(PYTHON_READY) ## Write what a table needs beside its layout: make new TABLE=<table> SUBJECT=<folder of raw/> | layout のほかに表が必要とするファイルを作る: make new TABLE=<表> SUBJECT=<raw/ のフォルダ>
	@test -n $(call typed,TABLE) -a -n $(call typed,SUBJECT) || { printf '%s\n' "表と分野を指定すること: make new TABLE=<表> SUBJECT=<分野>" "Say which table: make new TABLE=<table> SUBJECT=<subject>"; exit 2; }
	@$(BIN)/python -m dagster_project.commands new $(call typed,TABLE) $(call typed,SUBJECT)

refresh: $(PYTHON_READY) ## Fetch the files switched on in raw/sources/downloads.yml (needs internet) | raw/sources/downloads.yml で有効としたファイルを取得する(インターネットが必要)
	@$(BIN)/python -m dagster_project.commands refresh

form: $(PYTHON_READY) ## Write a questionnaire's blank form: make form WAVE=<wave_id> (UNIT=131016 for one body, LANG=en) | 調査票を作る: make form WAVE=<wave_id> (UNIT=131016 で1団体分、LANG=en で英語)
	@$(BIN)/python -m dagster_project.commands form $(call typed,WAVE) $(if $(UNIT),--unit=$(call typed,UNIT)) \
		$(if $(filter command line,$(origin LANG)),--lang=$(call typed,LANG))

intake: $(PYTHON_READY) ## Check the filled forms of a questionnaire and write receipts: make intake WAVE=<wave_id> | 提出された調査票を検査し、受付結果を作る: make intake WAVE=<wave_id>
	@$(BIN)/python -m dagster_project.commands intake $(call typed,WAVE)

compare: $(PYTHON_READY) ## What differs between the tables of two releases: make compare A=<release folder> B=<release folder> | 2つの版の表の違い: make compare A=<版のフォルダ> B=<版のフォルダ>
	@$(BIN)/python -m tests.compare_releases $(call typed,A) $(call typed,B)

test: $(PYTHON_READY) $(SITE_READY) $(HANDOUTS_READY) $(BROWSER_READY) ## Set up and run every test | 準備をして全てのテストを行う
	@$(BIN)/python -m pytest --numprocesses 2 --dist loadscope --no-loadscope-reorder

test-fast: $(PYTHON_READY) $(SITE_READY) ## Run the tests that build nothing and take no time | 版を作らず、時間のかからないテストを行う
	@$(BIN)/python -m pytest tests/unit -m "not thorough" --numprocesses 2 --dist loadscope

fuzz: $(PYTHON_READY) $(SITE_READY) ## Made-up files against second readers, damages to the received tables, then days of an office, until something goes wrong (DAYS=10 ACTS=25 SEED=…) | 作り物のファイル、受領した表の破損、担当課の日々を、誤りが見つかるまで試す(DAYS=10 ACTS=25 SEED=…)
	@$(BIN)/python -m pytest tests/unit/tables/test_against_second_readers.py -x --hypothesis-profile fuzz $(if $(SEED),--hypothesis-seed $(SEED))
	@test ! -e $${WAREHOUSE_DATA_DIR:-data}/internal/current || $(BIN)/python -m tests.faults.damages $(if $(SEED),--seed $(SEED))
	@$(BIN)/python -m tests.faults $(if $(DAYS),--days $(DAYS)) $(if $(ACTS),--acts $(ACTS)) $(if $(SEED),--seed $(SEED))

kills: $(PYTHON_READY) $(SITE_READY) ## Kill real builds at random moments, in a copy of the data folder, and look at what each leaves: under a minute each (KILLS=100 SEED=…) | データフォルダの写しで、処理を任意の時点で強制終了し、残るものを確かめる(1回1分未満。KILLS=100 SEED=…)
	@$(BIN)/python -m tests.faults.kills $(if $(KILLS),--kills $(KILLS)) $(if $(SEED),--seed $(SEED)) \
		$(if $(shell test -e "$(WAREHOUSE_DATA_DIR)/current" && echo there),--data "$(WAREHOUSE_DATA_DIR)")

lint: lint-python lint-yaml lint-sql lint-site lint-types ## Look for mistakes and for what is not formatted; changes no file | 誤りと書式を調べる(ファイルは変えない)

lint-python: $(PYTHON_READY)
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check
	@$(BIN)/lint-imports --no-cache

lint-types: $(PYTHON_READY)
	@$(BIN)/mypy --no-error-summary

lint-yaml: $(PYTHON_READY)
	@$(BIN)/yamllint --strict --format parsable .

lint-sql: $(PYTHON_READY)
	@$(BIN)/sqlfluff lint dbt/models --quiet --disable-progress-bar --nocolor

lint-site: $(SITE_READY)
	@$(SITE)/node_modules/.bin/eslint --config $(SITE)/eslint.config.js $(SITE_CODE)
	@$(SITE)/node_modules/.bin/prettier --config $(SITE)/prettier.config.js --log-level warn --check $(SITE_CODE) $(SITE_STYLES)

format: $(PYTHON_READY) $(SITE_READY) ## Mend what make lint finds, as far as the tools can | make lint の指摘のうち自動で直せるものを直す
	@$(BIN)/ruff check --fix --quiet
	@$(BIN)/ruff format --quiet
	@$(SITE)/node_modules/.bin/prettier --config $(SITE)/prettier.config.js --log-level warn --write $(SITE_CODE) $(SITE_STYLES)

bench: $(PYTHON_READY) $(SITE_READY) ## Measure speed against alternatives in the same run | 他の方法と速さを比べる
	@$(BIN)/python -m tests.benchmarks

lock: $(PYTHON_READY) ## Resolve requirements.in anew, with hashes and without any address | requirements.in から requirements.lock を作り直す(ハッシュ付き、取得先の記載なし)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --no-strip-extras requirements.in -o requirements.lock

# Not while a build works there, and never folders of these names that are not ours (WAREHOUSE_DATA_DIR=. has our dbt/).
clean: ## Remove environments and what builds work with; releases, receipts and internal files stay (ALL=1: all, asks) | 環境と作業用のファイルを削除する。公表版、受付結果、内部用のファイルは残す(ALL=1 は確認の上、全て)
	@if test -d "$(WAREHOUSE_DATA_DIR)"; then data="$$(cd "$(WAREHOUSE_DATA_DIR)" && pwd -P)"; \
	case "$$(pwd -P)/" in "$${data%/}"/*) printf '%s\n' "$(WAREHOUSE_DATA_DIR) はプログラムを含むフォルダのため、何も削除しない。WAREHOUSE_DATA_DIR を確かめること。" \
		"$(WAREHOUSE_DATA_DIR) holds the program: nothing is removed. Look at WAREHOUSE_DATA_DIR."; exit 2;; esac; \
	if command -v flock >/dev/null && test -e "$$data/build.lock" && ! flock -n "$$data/build.lock" true; then \
		printf '%s\n' "版を作成中のため、何も削除しない。終了してから実行すること。" "A build is at work: nothing is removed. Run this when it has ended."; exit 2; fi; fi
	@rm -rf $(VENV) $(SITE)/node_modules $(SITE)/handouts/node_modules $(SITE)/.evidence $(BROWSER)/node_modules dbt/target dbt/logs \
		$(foreach name,build landing site_code internal/snapshot internal/kept dbt preview,"$(WAREHOUSE_DATA_DIR)/$(name)")
ifeq ($(ALL),1)
	@printf '%s\n%s\n' "公表版、受付結果及び内部用ファイルを含め $(WAREHOUSE_DATA_DIR) を全て削除する。実行する場合は yes と入力:" \
		"This removes $(WAREHOUSE_DATA_DIR) whole: releases, receipts, internal files. To do it, type yes:"
	@read -r answer; if [ "$$answer" = yes ]; then rm -rf "$(WAREHOUSE_DATA_DIR)"; else echo "残した。 / Kept."; fi
endif

.PHONY: prerequisites
prerequisites:
	@dagster_project/commands/prerequisites.sh "$(PYTHON)" $(SETUP_MB)

# Asked only where something is to be set up (order-only would ask each time).
$(PYTHON_READY): requirements.lock
	@$(MAKE) --no-print-directory prerequisites
	@echo "Setting up Python packages (about a minute the first time) …"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@# Dagster's own commands load this project's run history by its module name. The way from here to there, not the
	@# whole path: Python 3.11 reads this line in the locale's signs, and a folder may have a Japanese name.
	@echo ../../../.. > "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/warehouse_project.pth"
	@touch $@

$(SITE_READY): $(SITE)/package-lock.json
	@$(MAKE) --no-print-directory prerequisites
	@echo "Setting up the report site's packages (about a minute the first time) …"
	@cd $(SITE) && npm ci --loglevel=error --no-audit --no-fund
	@touch $@

$(HANDOUTS_READY): $(SITE)/handouts/package-lock.json
	@echo "Setting up the browser that prints handouts …"
	@cd $(SITE)/handouts && npm ci --loglevel=error --no-audit --no-fund
	@touch $@

$(BROWSER_READY): $(BROWSER)/package-lock.json
	@echo "Setting up the headless browser for tests …"
	@cd $(BROWSER) && npm ci --loglevel=error --no-audit --no-fund
	@touch $@
