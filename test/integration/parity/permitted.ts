/** What may differ between the scrape and the push of one process, and why. */
export interface Permission {
  /** A label that only one of the paths has. */
  readonly label?: string;
  /** A metric whose series differ in their values; their names and labels are compared all the same. */
  readonly values?: string;
  /** Series of this name are compared without these labels. */
  readonly series?: { readonly name: string; readonly without: readonly string[] };
  readonly why: string;
}

export const PERMITTED: readonly Permission[] = [
  {
    label: 'job',
    why: 'the receiver makes it of service.namespace and service.name, the server of its scrape configuration',
  },
  {
    label: 'instance',
    why: 'the receiver takes service.instance.id, the server the address that it scrapes',
  },
  {
    series: {
      name: 'target_info',
      without: ['service_name', 'service_namespace', 'service_instance_id'],
    },
    why: 'a receiver that has made job and instance of them leaves them out, the endpoint shows them',
  },
  {
    values: 'genesis_memory_usage_bytes',
    why: 'it is measured for each collection, and scraping itself takes memory',
  },
  {
    values: 'genesis_cpu_usage_percent',
    why: 'it is the use since the last collection, which is another one on each path',
  },
  {
    values: 'genesis_event_loop_lag_seconds',
    why: 'how long ago the loop turned last is another time at each look',
  },
  {
    values: 'genesis_scrape_requests_in_flight',
    why: 'a scrape counts itself, and a push is none',
  },
];
